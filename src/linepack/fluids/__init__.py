"""The gas: composition, equations of state, viscosity, quality. Arrays in, arrays out."""
