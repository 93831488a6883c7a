"""PDFs: ``parser`` makes documents of them, ``reader`` their pages in the child process, which loads little."""
