// First file of Liquid.
