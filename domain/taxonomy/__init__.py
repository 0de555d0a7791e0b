"""What a provider's category and name say about a service."""
