#include "marker_sheet.h"

#include "vision/markers.h"

#define PIECE_WIDTH  71.0f /* four in a row, cut along shared lines */
#define PIECE_HEIGHT 73.0f
#define PIECES_X     6.5f
#define PIECES_Y     59.0f
#define EDGE         5.5f /* white between the black square and the cut */
#define CUT_WIDTH    0.2f
#define BODY_SIZE    3.1f /* of the type, 8.8 points */
#define BODY_LINE    4.25f
#define SOFT         0.35f

/* In the order of the tags: left and right by turns. */
static const char *const labels[MARKERS_COUNT] = {
    "LEFT shoulder", "RIGHT shoulder", "LEFT hip",   "RIGHT hip",
    "LEFT knee",     "RIGHT knee",     "LEFT ankle", "RIGHT ankle",
};

static struct rect piece_of(int id)
{
    return (struct rect){PIECES_X + PIECE_WIDTH * (float)(id / 2),
                         PIECES_Y + PIECE_HEIGHT * (float)(id % 2), PIECE_WIDTH, PIECE_HEIGHT};
}

struct rect marker_sheet_place(int id)
{
    const struct rect piece = piece_of(id);
    return (struct rect){piece.x + EDGE, piece.y + EDGE, MARKERS_SIDE_MM, MARKERS_SIDE_MM};
}

static void write(const struct sheet_pen *pen, float x, float y, float size, float width, bool bold,
                  float grey, const char *text)
{
    const struct sheet_text wanted = {x, y, size, width, bold, text};
    pen->text(pen->self, &wanted, grey);
}

/* ---- tags ---- */

static bool draw_tag(const struct sheet_pen *pen, int id, struct error *err)
{
    bool white[CV_MARKER_CELLS * CV_MARKER_CELLS];
    struct rect cells[CV_MARKER_CELLS * CV_MARKER_CELLS];
    const struct rect place = marker_sheet_place(id), piece = piece_of(id);
    const float cell = place.w / CV_MARKER_CELLS;
    int count = 0;
    if (!cv_marker_draw(id, white, err))
        return false;
    for (int i = 0; i < CV_MARKER_CELLS * CV_MARKER_CELLS; i++)
        if (white[i])
            cells[count++] =
                (struct rect){place.x + cell * (float)(i % CV_MARKER_CELLS),
                              place.y + cell * (float)(i / CV_MARKER_CELLS), cell, cell};
    pen->fill(pen->self, &place, 1, 0);
    pen->fill(pen->self, cells, count, 1);
    write(pen, place.x, piece.y + PIECE_HEIGHT - 2, 3.2f, place.w, true, 0.2f, labels[id]);
    return true;
}

static void draw_cuts(const struct sheet_pen *pen)
{
    const float dash = 1.5f, right = PIECES_X + 4 * PIECE_WIDTH, low = PIECES_Y + 2 * PIECE_HEIGHT;
    for (int row = 0; row <= 2; row++)
        for (float x = PIECES_X; x < right; x += 2 * dash) {
            float y = PIECES_Y + PIECE_HEIGHT * (float)row;
            pen->line(pen->self, x, y, x + dash, y, CUT_WIDTH, SOFT);
        }
    for (int column = 0; column <= 4; column++)
        for (float y = PIECES_Y; y < low; y += 2 * dash) {
            float x = PIECES_X + PIECE_WIDTH * (float)column;
            pen->line(pen->self, x, y, x, y + dash, CUT_WIDTH, SOFT);
        }
}

/* ---- words ---- */

static void draw_title(const struct sheet_pen *pen)
{
    const float x = PIECES_X + 1;
    write(pen, x, 15, 8.0f, 84, true, 0, "Tags for Unguard");
    write(pen, x, 21.5f, BODY_SIZE, 84, false, 0.2f, "They show the camera where your joints are:");
    write(pen, x, 21.5f + BODY_LINE, BODY_SIZE, 84, true, 0.2f, "unguard play --tracker markers");
    write(pen, x, 36, 4.2f, 84, true, 0, "Print on A4 at 100 %");
    write(pen, x, 36 + BODY_LINE, BODY_SIZE, 84, false, 0.2f, "(\"actual size\"), on matt paper.");
    /* A check that needs only a ruler. */
    const float y = 49;
    pen->line(pen->self, x, y, x + 80, y, 0.4f, 0);
    for (int cm = 0; cm <= 8; cm++) {
        float tick = cm % 8 == 0 ? 2.2f : 1.1f, at = x + 10 * (float)cm;
        pen->line(pen->self, at, y - tick, at, y, 0.3f, 0);
    }
    write(pen, x, y + 4, BODY_SIZE, 84, false, 0.2f, "This line is 8 cm long, each square 6 cm.");
}

static void draw_lines(const struct sheet_pen *pen, float x, float y, float width,
                       const char *const *lines, int count)
{
    for (int i = 0; i < count; i++)
        write(pen, x, y + BODY_LINE * (float)i, BODY_SIZE, width, false, 0.2f, lines[i]);
}

static void draw_words(const struct sheet_pen *pen)
{
    static const char *const aside[] = {
        "Shoulder: the bony tip at its end", "Hip: the bony knob at its side",
        "Knee: the bump on the outer side",  "Ankle: the outer ankle bone",
        "Only the near tags are seen: turn", "round to show the others."};
    static const char *const ahead[] = {"On the front, at the", "same heights:", "the shoulder,",
                                        "the groin's middle,",  "the kneecap,",  "the ankle."};
    static const char *const rules[] = {"Cut along the dashes; keep the white edge.",
                                        "Tape each flat on skin or tight clothes,",
                                        "any way up. Left and right are your own.",
                                        "Always on the same spot: a tag tells where",
                                        "it is, not where the joint inside it turns.",
                                        "One that is hidden, bent or there twice is not",
                                        "seen: keep other sheets out of the picture."};
    const float side = 106, front = 182, how = 219;
    write(pen, side, 13, 3.6f, 60, true, 0, "Camera at your side");
    draw_lines(pen, side, 18.5f, 60, aside, ARRAY_LENGTH(aside));
    write(pen, front, 13, 3.6f, 34, true, 0, "Camera in front");
    draw_lines(pen, front, 18.5f, 34, ahead, ARRAY_LENGTH(ahead));
    write(pen, how, 13, 3.6f, 72, true, 0, "How to wear them");
    draw_lines(pen, how, 18.5f, 72, rules, ARRAY_LENGTH(rules));
}

/* ---- a figure of where ---- */

struct stroke {
    float x0, y0, x1, y1, width; /* from its middle at the floor, y up, a body 40 high */
};

static void draw_figure(const struct sheet_pen *pen, float x, float floor,
                        const struct stroke *strokes, int stroke_count, const float (*tags)[2],
                        int tag_count)
{
    const float size = 3.0f, edge = 0.5f;
    for (int i = 0; i < stroke_count; i++) {
        const struct stroke *at = &strokes[i];
        pen->line(pen->self, x + at->x0, floor - at->y0, x + at->x1, floor - at->y1, at->width,
                  0.8f);
    }
    for (int i = 0; i < tag_count; i++) {
        float left = x + tags[i][0] - size / 2, top = floor - tags[i][1] - size / 2;
        struct rect white = {left - edge, top - edge, size + 2 * edge, size + 2 * edge};
        struct rect black = {left, top, size, size}, dot = {left + 1, top + 1, 1, 1};
        pen->fill(pen->self, &white, 1, 1);
        pen->fill(pen->self, &black, 1, 0);
        pen->fill(pen->self, &dot, 1, 1);
    }
}

static void draw_figures(const struct sheet_pen *pen)
{
    static const struct stroke aside[] = {{0.6f, 39, 0.6f, 39, 5.6f}, {0, 34, 0.4f, 36, 2.4f},
                                          {0, 31.5f, 0, 22, 5.6f},    {0, 21, 0.4f, 11.5f, 4.6f},
                                          {0.4f, 11.5f, 0, 2, 3.2f},  {0, 1.2f, 3.6f, 1, 2.0f}};
    static const float aside_tags[][2] = {{0, 32.3f}, {0, 21.5f}, {0.4f, 11.5f}, {0, 2.6f}};
    static const struct stroke ahead[] = {
        {0, 39, 0, 39, 5.6f},           {0, 34, 0, 36, 2.4f},
        {-3, 31.5f, -2, 22, 4.8f},      {3, 31.5f, 2, 22, 4.8f},
        {0, 31, 0, 22, 5.0f},           {-5, 31.5f, -7, 20.5f, 2.4f},
        {5, 31.5f, 7, 20.5f, 2.4f},     {-2.4f, 21, -2.6f, 11.5f, 4.2f},
        {2.4f, 21, 2.6f, 11.5f, 4.2f},  {-2.6f, 11.5f, -2.6f, 1.5f, 3.0f},
        {2.6f, 11.5f, 2.6f, 1.5f, 3.0f}};
    static const float ahead_tags[][2] = {{-4.4f, 31.4f}, {4.4f, 31.4f},  {-2.4f, 21},
                                          {2.4f, 21},     {-2.6f, 11.5f}, {2.6f, 11.5f},
                                          {-2.6f, 2.4f},  {2.6f, 2.4f}};
    const float floor = 52;
    draw_figure(pen, 97, floor, aside, ARRAY_LENGTH(aside), aside_tags, ARRAY_LENGTH(aside_tags));
    draw_figure(pen, 171, floor, ahead, ARRAY_LENGTH(ahead), ahead_tags, ARRAY_LENGTH(ahead_tags));
}

bool marker_sheet_draw(const struct sheet_pen *pen, struct error *err)
{
    const struct rect paper = {0, 0, MARKER_SHEET_WIDTH_MM, MARKER_SHEET_HEIGHT_MM};
    pen->fill(pen->self, &paper, 1, 1);
    draw_title(pen);
    draw_words(pen);
    draw_figures(pen);
    draw_cuts(pen);
    for (int id = 0; id < MARKERS_COUNT; id++)
        if (!draw_tag(pen, id, err))
            return false;
    return true;
}
