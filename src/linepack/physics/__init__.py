"""Laws of pipes, friction and devices: arrays in, arrays out."""
