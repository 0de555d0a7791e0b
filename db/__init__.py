"""Where the shop remembers: tables, repositories, the unit of work and migrations."""
