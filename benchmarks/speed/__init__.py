"""How fast it is, all in one run beside what else there is: `make bench` writes `docs/performance.md` and its picture."""
