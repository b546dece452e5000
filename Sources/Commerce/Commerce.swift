// First file of Commerce.
