"""The figures of BM25 (Robertson and Zaragoza 2009), shared by the index and the scan."""

SATURATION = 1.2
TITLE_WEIGHT, BODY_WEIGHT, NOTE_WEIGHT = 4.0, 1.0, 1.0
TITLE_SLOPE, BODY_SLOPE = 0.5, 0.75
