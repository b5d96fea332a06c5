"""What keeps a running bot well: fresh news, tidying up, its condition, and those who are told of it."""
