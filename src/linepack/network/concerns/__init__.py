"""What can be wrong with a network, one file per concern; :mod:`linepack.network.check` lists them."""
