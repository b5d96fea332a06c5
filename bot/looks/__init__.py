"""What a reader sees: briefings, digests, timelines and sources as pages, buttons and pictures. Pure."""
