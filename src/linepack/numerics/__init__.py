"""Numerical methods that know no gas: faces (min and max of linearised functions), linear algebra, Newton."""
