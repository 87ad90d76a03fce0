#include "draw_icon.h"

static void line(struct canvas *canvas, float x0, float y0, float x1, float y1, float width,
                 uint32_t color)
{
    canvas_capsule(canvas, x0, y0, width / 2, x1, y1, width / 2, color);
}

static void arrow(struct canvas *canvas, float x, float y, float r, float way, uint32_t color)
{
    float w = 0.2f * r;
    line(canvas, x, y + way * 0.5f * r, x, y - way * 0.5f * r, w, color);
    line(canvas, x, y - way * 0.5f * r, x - 0.38f * r, y - way * 0.1f * r, w, color);
    line(canvas, x, y - way * 0.5f * r, x + 0.38f * r, y - way * 0.1f * r, w, color);
}

static void body(struct canvas *canvas, float x, float y, float r, uint32_t color)
{
    canvas_disc(canvas, x, y - 0.48f * r, 0.2f * r, color);
    line(canvas, x, y - 0.12f * r, x, y + 0.22f * r, 0.34f * r, color);
    line(canvas, x - 0.06f * r, y + 0.2f * r, x - 0.2f * r, y + 0.66f * r, 0.17f * r, color);
    line(canvas, x + 0.06f * r, y + 0.2f * r, x + 0.2f * r, y + 0.66f * r, 0.17f * r, color);
    line(canvas, x - 0.1f * r, y - 0.16f * r, x - 0.42f * r, y + 0.2f * r, 0.13f * r, color);
    line(canvas, x + 0.1f * r, y - 0.16f * r, x + 0.42f * r, y + 0.2f * r, 0.13f * r, color);
}

static void eye(struct canvas *canvas, float x, float y, float r, uint32_t color, uint32_t ink)
{
    const float lens[6][2] = {
        {x - 0.62f * r, y}, {x - 0.25f * r, y - 0.3f * r}, {x + 0.25f * r, y - 0.3f * r},
        {x + 0.62f * r, y}, {x + 0.25f * r, y + 0.3f * r}, {x - 0.25f * r, y + 0.3f * r}};
    canvas_polygon(canvas, lens, 6, 0.06f * r, ink);
    canvas_disc(canvas, x, y, 0.2f * r, color);
    line(canvas, x - 0.52f * r, y + 0.52f * r, x + 0.52f * r, y - 0.52f * r, 0.3f * r, color);
    line(canvas, x - 0.55f * r, y + 0.55f * r, x + 0.55f * r, y - 0.55f * r, 0.14f * r, ink);
}

static void triangle(struct canvas *canvas, float x, float y, float r, uint32_t color, uint32_t ink)
{
    const float corner[3][2] = {
        {x, y - 0.72f * r}, {x + 0.74f * r, y + 0.56f * r}, {x - 0.74f * r, y + 0.56f * r}};
    canvas_polygon(canvas, corner, 3, 0.16f * r, color);
    line(canvas, x - 0.3f * r, y + 0.24f * r, x - 0.1f * r, y + 0.08f * r, 0.13f * r, ink);
    line(canvas, x - 0.1f * r, y + 0.08f * r, x + 0.1f * r, y + 0.24f * r, 0.13f * r, ink);
    line(canvas, x + 0.1f * r, y + 0.24f * r, x + 0.3f * r, y + 0.08f * r, 0.13f * r, ink);
}

static void diamond(struct canvas *canvas, float x, float y, float r, uint32_t color, uint32_t ink)
{
    const float corner[4][2] = {
        {x, y - 0.84f * r}, {x + 0.84f * r, y}, {x, y + 0.84f * r}, {x - 0.84f * r, y}};
    canvas_polygon(canvas, corner, 4, 0.14f * r, color);
    for (int i = 0; i < 2; i++) {
        float at = y + (i == 0 ? -0.28f : 0.08f) * r;
        line(canvas, x - 0.3f * r, at, x, at + 0.24f * r, 0.15f * r, ink);
        line(canvas, x + 0.3f * r, at, x, at + 0.24f * r, 0.15f * r, ink);
    }
}

static void bubble(struct canvas *canvas, float x, float y, float r, uint32_t color, uint32_t ink)
{
    canvas_round_rect(canvas, (struct rect){x - 0.8f * r, y - 0.66f * r, 1.6f * r, 1.1f * r},
                      0.3f * r, color);
    const float tail[3][2] = {
        {x - 0.4f * r, y + 0.3f * r}, {x + 0.1f * r, y + 0.3f * r}, {x - 0.4f * r, y + 0.84f * r}};
    canvas_polygon(canvas, tail, 3, 0.04f * r, color);
    for (int i = -1; i <= 1; i++) {
        canvas_disc(canvas, x + 0.36f * r * (float)i, y - 0.11f * r, 0.1f * r, ink);
    }
}

static void bulb(struct canvas *canvas, float x, float y, float r, uint32_t ink)
{
    canvas_disc(canvas, x, y - 0.2f * r, 0.38f * r, ink);
    canvas_capsule(canvas, x, y, 0.24f * r, x, y + 0.14f * r, 0.2f * r, ink);
    line(canvas, x - 0.16f * r, y + 0.46f * r, x + 0.16f * r, y + 0.46f * r, 0.1f * r, ink);
    line(canvas, x - 0.08f * r, y + 0.62f * r, x + 0.08f * r, y + 0.62f * r, 0.1f * r, ink);
}

static void tick(struct canvas *canvas, float x, float y, float r, uint32_t ink)
{
    line(canvas, x - 0.4f * r, y + 0.04f * r, x - 0.1f * r, y + 0.34f * r, 0.2f * r, ink);
    line(canvas, x - 0.1f * r, y + 0.34f * r, x + 0.44f * r, y - 0.3f * r, 0.2f * r, ink);
}

static void square(struct canvas *canvas, float x, float y, float r, uint32_t color, uint32_t ink)
{
    canvas_round_rect(canvas, (struct rect){x - 0.86f * r, y - 0.86f * r, 1.72f * r, 1.72f * r},
                      0.34f * r, color);
    line(canvas, x - 0.26f * r, y - 0.36f * r, x - 0.26f * r, y + 0.36f * r, 0.22f * r, ink);
    line(canvas, x + 0.26f * r, y - 0.36f * r, x + 0.26f * r, y + 0.36f * r, 0.22f * r, ink);
}

/* Those that stand in a disc. */
static void in_disc(struct canvas *canvas, enum icon icon, float x, float y, float r,
                    uint32_t color, uint32_t ink)
{
    canvas_disc(canvas, x, y, r, color);
    switch (icon) {
    case ICON_BODY:
        body(canvas, x, y, r, ink);
        return;
    case ICON_GO:
        arrow(canvas, x, y, r, 1, ink);
        return;
    case ICON_BACK:
        arrow(canvas, x, y, r, -1, ink);
        return;
    case ICON_HOLD:
        canvas_arc(canvas, x, y, 0.5f * r, 0.16f * r, 1, ink);
        canvas_disc(canvas, x, y, 0.18f * r, ink);
        return;
    case ICON_GOOD:
        tick(canvas, x, y, r, ink);
        return;
    case ICON_TIP:
        bulb(canvas, x, y, r, ink);
        return;
    case ICON_UNSEEN:
        eye(canvas, x, y, r, color, ink);
        return;
    default:
        return;
    }
}

void icon_draw(struct canvas *canvas, enum icon icon, float x, float y, float r, uint32_t color,
               uint32_t ink)
{
    switch (icon) {
    case ICON_NONE:
    case ICON_COUNT:
        return;
    case ICON_NEAR:
        triangle(canvas, x, y, r, color, ink);
        return;
    case ICON_EASE:
        diamond(canvas, x, y, r, color, ink);
        return;
    case ICON_STOP:
        square(canvas, x, y, r, color, ink);
        return;
    case ICON_NOTICE:
        bubble(canvas, x, y, r, color, ink);
        return;
    default:
        in_disc(canvas, icon, x, y, r, color, ink);
        return;
    }
}
