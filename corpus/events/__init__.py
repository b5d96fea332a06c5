"""What happened: reports of one event as one story, digests made of stories, and the turns of events on a timeline."""
