"""How updates come in and notices go out: polling, webhook, middlewares, messenger."""
