/* The printed sheet of tags: what stands where on one landscape A4, and the two ways to keep it. A
 * pen does the drawing, so both show the same. */
#ifndef UNGUARD_MARKER_SHEET_H
#define UNGUARD_MARKER_SHEET_H

#include "draw_canvas.h"

/* All in millimetres, origin at the paper's top left, y down. */
#define MARKER_SHEET_WIDTH_MM  297
#define MARKER_SHEET_HEIGHT_MM 210

struct sheet_text {
    float x, y;  /* left end of the base line */
    float size;  /* of the letters' em */
    float width; /* that it must fit in: a wider face is set smaller */
    bool bold;
    const char *text; /* ASCII */
};

/* grey: 0 black .. 1 white. Each paints over what was there; a failed pen says so when it ends. */
struct sheet_pen {
    void (*fill)(void *self, const struct rect *rects, int count, float grey); /* one shape */
    void (*line)(void *self, float x0, float y0, float x1, float y1, float width, float grey);
    void (*text)(void *self, const struct sheet_text *text, float grey);
    void *self;
};

/* Where a tag's black square lies, MARKERS_SIDE_MM wide. id: 0 .. MARKERS_COUNT - 1. */
struct rect marker_sheet_place(int id);

bool marker_sheet_draw(const struct sheet_pen *pen, struct error *err);

/* A PDF's page is its own size; a PNG says its pixels a metre. Either replaces the file. */
bool marker_sheet_write_pdf(const char *path, struct error *err);
bool marker_sheet_write_png(const char *path, struct error *err);

#endif
