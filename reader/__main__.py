import multiprocessing

from reader.cli import main

if __name__ == "__main__":
    # In a packed program the indexing process starts here too, and goes its own way.
    multiprocessing.freeze_support()
    main()
