// First file of DataSources.
