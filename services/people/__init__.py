"""People: entering the shop, terms, language, the live screen, the home figures."""
