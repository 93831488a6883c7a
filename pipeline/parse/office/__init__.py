"""Office files: ``parser`` makes documents of what the readers find in the child process, which loads little."""
