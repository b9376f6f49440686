"""The claim check: a promise of gas held against arithmetic, the network, contracts and what came before."""
