"""The shop's use cases gathered in one place, as both faces and the workers receive them."""
