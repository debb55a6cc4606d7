"""What the project is made of: the licences of its dependencies, and a bill of materials of its lock."""
