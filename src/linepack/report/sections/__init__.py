"""The parts of the page between its top and its sources, each made by a function of the page."""
