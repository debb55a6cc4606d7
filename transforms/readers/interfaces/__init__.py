"""JSON of the interfaces of outlets and collectors, and of own making."""
