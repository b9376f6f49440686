"""The map of the report: basemap, pipelines, symbols, labels and the data that switches scenarios."""
