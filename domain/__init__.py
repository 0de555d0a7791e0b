"""Pure rules of the shop: money, orders, links, errors and ports; standard library only."""
