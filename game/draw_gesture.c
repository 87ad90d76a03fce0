#include "draw_gesture.h"

static void limb(struct canvas *canvas, float x0, float y0, float x1, float y1, float width,
                 uint32_t color)
{
    canvas_capsule(canvas, x0, y0, width / 2, x1, y1, width / 2, color);
}

/* What a hand does: up it has a colour of its own, for that is what the picture says. */
static void arm(struct canvas *canvas, float x, float y, float r, float way, bool up,
                uint32_t color, uint32_t accent)
{
    const float from = x + way * 0.17f * r, elbow = x + way * (up ? 0.42f : 0.34f) * r;
    const float hand = x + way * (up ? 0.36f : 0.38f) * r;
    const uint32_t paint = up ? accent : color;
    limb(canvas, from, y - 0.2f * r, elbow, y + (up ? -0.46f : 0.06f) * r, 0.13f * r, paint);
    limb(canvas, elbow, y + (up ? -0.46f : 0.06f) * r, hand, y + (up ? -0.86f : 0.34f) * r,
         0.12f * r, paint);
    if (up)
        canvas_disc(canvas, hand, y - 0.86f * r, 0.11f * r, accent);
}

static void figure(struct canvas *canvas, float x, float y, float r, bool left, bool right,
                   uint32_t color, uint32_t accent)
{
    canvas_disc(canvas, x, y - 0.5f * r, 0.19f * r, color);
    limb(canvas, x, y - 0.12f * r, x, y + 0.2f * r, 0.32f * r, color);
    limb(canvas, x - 0.07f * r, y + 0.2f * r, x - 0.16f * r, y + 0.84f * r, 0.15f * r, color);
    limb(canvas, x + 0.07f * r, y + 0.2f * r, x + 0.16f * r, y + 0.84f * r, 0.15f * r, color);
    arm(canvas, x, y, r, -1, left, color, accent);
    arm(canvas, x, y, r, 1, right, color, accent);
}

/* Half out of a frame, and an arrow the same way. */
static void leaving(struct canvas *canvas, float x, float y, float r, uint32_t color,
                    uint32_t accent)
{
    const struct rect frame = {x - 0.95f * r, y - 0.85f * r, 1.2f * r, 1.7f * r};
    canvas_frame(canvas, frame, 0.14f * r, 0.1f * r, COLOR_ALPHA(color, 0x90));
    figure(canvas, x + 0.12f * r, y + 0.12f * r, 0.66f * r, false, false, color, accent);
    limb(canvas, x + 0.5f * r, y - 0.62f * r, x + 0.92f * r, y - 0.62f * r, 0.11f * r, accent);
    limb(canvas, x + 0.92f * r, y - 0.62f * r, x + 0.74f * r, y - 0.8f * r, 0.11f * r, accent);
    limb(canvas, x + 0.92f * r, y - 0.62f * r, x + 0.74f * r, y - 0.44f * r, 0.11f * r, accent);
}

void gesture_draw(struct canvas *canvas, enum gesture gesture, float x, float y, float r,
                  uint32_t color, uint32_t accent)
{
    switch (gesture) {
    case GESTURE_BOTH_HANDS:
        figure(canvas, x, y, r, true, true, color, accent);
        return;
    case GESTURE_LEFT_HAND:
        figure(canvas, x, y, r, true, false, color, accent);
        return;
    case GESTURE_RIGHT_HAND:
        figure(canvas, x, y, r, false, true, color, accent);
        return;
    case GESTURE_STILL:
        canvas_arc(canvas, x, y, 0.9f * r, 0.12f * r, 0.75f, accent);
        figure(canvas, x, y, 0.74f * r, false, false, color, accent);
        return;
    case GESTURE_GONE:
    case GESTURE_BACK:
        leaving(canvas, x, y, r, color, accent);
        return;
    default:
        return;
    }
}
