"""The composition root: settings, dispatcher, workers and the command line."""
