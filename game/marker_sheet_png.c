/* The sheet as a PNG of 300 dots an inch that says so, for whoever prints pictures. */
#include "draw_text.h"
#include "marker_sheet.h"
#include "vision/cv.h"

#include <math.h>

#define PX_PER_M  11811 /* 300 an inch */
#define PX_PER_MM (PX_PER_M / 1000.0f)
#define ASCENT    0.93f /* of an em, above the base line: DejaVu Sans's */

struct paper {
    struct canvas canvas;
    SDL_Surface *surface; /* the canvas's pixels, borrowed */
    SDL_Renderer *renderer;
    struct text_cache *text;
    bool failed;
};

static uint32_t color_of(float grey)
{
    const uint32_t level = (uint32_t)lroundf(255 * clamp_float(grey, 0, 1));
    return 0xff000000u | level << 16 | level << 8 | level;
}

static int edge(float mm, int most)
{
    return clamp_int((int)lroundf(mm * PX_PER_MM), 0, most);
}

/* On whole pixels, so that no seam shows between two cells. */
static void fill(void *self, const struct rect *rects, int count, float grey)
{
    struct canvas *canvas = &((struct paper *)self)->canvas;
    for (int i = 0; i < count; i++) {
        int right = edge(rects[i].x + rects[i].w, canvas->width);
        int low = edge(rects[i].y + rects[i].h, canvas->height);
        for (int y = edge(rects[i].y, canvas->height); y < low; y++)
            for (int x = edge(rects[i].x, canvas->width); x < right; x++)
                canvas->px[(size_t)y * (size_t)canvas->width + (size_t)x] = color_of(grey);
    }
}

static void line(void *self, float x0, float y0, float x1, float y1, float width, float grey)
{
    const float radius = width * PX_PER_MM / 2;
    canvas_capsule(&((struct paper *)self)->canvas, x0 * PX_PER_MM, y0 * PX_PER_MM, radius,
                   x1 * PX_PER_MM, y1 * PX_PER_MM, radius, color_of(grey));
}

static void text(void *self, const struct sheet_text *text, float grey)
{
    struct paper *paper = self;
    struct text_block block;
    const struct text_spec spec = {.size_px = (int)lroundf(text->size * PX_PER_MM),
                                   .least_px = (int)lroundf(text->size * PX_PER_MM / 2),
                                   .width_px = (int)lroundf(text->width * PX_PER_MM),
                                   .lines = 1,
                                   .bold = text->bold,
                                   .color = color_of(grey)};
    if (!text_cache_get(paper->text, text->text, &spec, &block)) {
        paper->failed = true;
        return;
    }
    const SDL_Rect to = {(int)lroundf(text->x * PX_PER_MM),
                         (int)lroundf(text->y * PX_PER_MM - ASCENT * (float)block.size_px),
                         block.width, block.height};
    paper->failed = paper->failed ||
                    SDL_RenderCopy(paper->renderer, block.texture, NULL, &to) != 0 ||
                    SDL_RenderFlush(paper->renderer) != 0;
}

static bool open_paper(struct paper *paper, struct error *err)
{
    const int width = edge(MARKER_SHEET_WIDTH_MM, 1 << 14);
    const int height = edge(MARKER_SHEET_HEIGHT_MM, 1 << 14);
    if (canvas_resize(&paper->canvas, width, height))
        paper->surface = SDL_CreateRGBSurfaceWithFormatFrom(paper->canvas.px, width, height, 32,
                                                            4 * width, SDL_PIXELFORMAT_ARGB8888);
    if (paper->surface)
        paper->renderer = SDL_CreateSoftwareRenderer(paper->surface);
    if (!paper->renderer)
        return error_set(err, "there isn't enough memory for the sheet; close other programs");
    paper->text = text_cache_open(paper->renderer, err);
    return paper->text;
}

static void close_paper(struct paper *paper)
{
    text_cache_close(paper->text);
    SDL_DestroyRenderer(paper->renderer);
    SDL_FreeSurface(paper->surface);
    canvas_free(&paper->canvas);
}

static bool copy_out(const struct canvas *canvas, struct image *image, struct error *err)
{
    if (!image_resize(image, canvas->width, canvas->height, err))
        return false;
    for (int y = 0; y < canvas->height; y++)
        for (int x = 0; x < canvas->width; x++) {
            uint32_t px = canvas->px[(size_t)y * (size_t)canvas->width + (size_t)x];
            unsigned char *to =
                image->bgr + (size_t)y * (size_t)image->stride_bytes + 3 * (size_t)x;
            to[0] = (unsigned char)px;
            to[1] = (unsigned char)(px >> 8);
            to[2] = (unsigned char)(px >> 16);
        }
    return true;
}

bool marker_sheet_write_png(const char *path, struct error *err)
{
    struct paper paper = {0};
    struct image image = {0};
    const struct sheet_pen pen = {fill, line, text, &paper};
    bool good = open_paper(&paper, err) && marker_sheet_draw(&pen, err);
    if (good && paper.failed)
        good = error_set(err, "the sheet's words can't be drawn: %s; ask for a PDF instead",
                         SDL_GetError());
    good = good && copy_out(&paper.canvas, &image, err) &&
           cv_image_write_png_for_print(path, &image, PX_PER_M, err);
    close_paper(&paper);
    image_free(&image);
    return good;
}
