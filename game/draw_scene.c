#include "draw_scene.h"

#include <math.h>

void scene_draw_dawn(struct canvas *canvas, const struct palette *palette)
{
    const struct gradient_stop sky[] = {{0, palette->sky[0]},
                                        {0.42f, palette->sky[1]},
                                        {0.74f, palette->sky[2]},
                                        {1, palette->sky[3]}};
    canvas_gradient(canvas, sky, 4);
    float w = (float)canvas->width, h = (float)canvas->height;
    canvas_glow(canvas, 0.72f * w, 0.8f * h, 0.55f * h, COLOR_ALPHA(palette->sun, 0x90));
    canvas_disc(canvas, 0.72f * w, 0.8f * h, 0.055f * h, palette->sun);
    static const float base[3] = {0.8f, 0.87f, 0.95f};
    for (int i = 0; i < 3; i++) {
        uint32_t top = palette->hill[i];
        uint32_t mist = COLOR_ALPHA(palette->sky[2], 0xff);
        canvas_hill(canvas, base[i] * h, 0.045f * h, 0.23f + 0.31f * (float)i,
                    1.1f + 0.35f * (float)i, top, i < 2 ? mist : top);
    }
}

void scene_draw_mat(struct canvas *canvas, const struct palette *palette)
{
    const struct gradient_stop sky[] = {{0, palette->sky[0]},
                                        {0.55f, palette->sky[1]},
                                        {0.8f, palette->sky[2]},
                                        {1, palette->sky[2]}};
    canvas_gradient(canvas, sky, 4);
    float w = (float)canvas->width, h = (float)canvas->height;
    canvas_glow(canvas, 0.5f * w, 0.62f * h, 0.6f * h, COLOR_ALPHA(palette->sun, 0x38));
    canvas_hill(canvas, 0.62f * h, 0.035f * h, 0.1f, 0.8f, palette->hill[0], palette->hill[1]);
    canvas_hill(canvas, 0.75f * h, 0.006f * h, 0.55f, 0.5f, palette->hill[1], palette->hill[2]);
}

void scene_round_corners(struct canvas *canvas, const struct canvas *ground, int at_x, int at_y,
                         float radius)
{
    int reach = (int)ceilf(radius);
    for (int y = 0; y < canvas->height; y++) {
        if (y >= reach && y < canvas->height - reach) {
            y = canvas->height - reach;
        }
        float dy = y < reach ? radius - ((float)y + 0.5f)
                             : (float)y + 0.5f - ((float)canvas->height - radius);
        for (int x = 0; x < canvas->width; x++) {
            if (x >= reach && x < canvas->width - reach) {
                x = canvas->width - reach;
            }
            float dx = x < reach ? radius - ((float)x + 0.5f)
                                 : (float)x + 0.5f - ((float)canvas->width - radius);
            int gx = at_x + x, gy = at_y + y;
            float out = sqrtf(dx * dx + dy * dy) - radius + 0.5f;
            if (dx <= 0 || dy <= 0 || out <= 0 || gx < 0 || gy < 0 || gx >= ground->width ||
                gy >= ground->height) {
                continue;
            }
            uint32_t *px = canvas->px + (size_t)y * (size_t)canvas->width + (size_t)x;
            uint32_t below = ground->px[(size_t)gy * (size_t)ground->width + (size_t)gx];
            uint32_t share = (uint32_t)(out > 1 ? 256 : out * 256);
            uint32_t rb = (*px & 0xff00ffu) * (256 - share) + (below & 0xff00ffu) * share;
            uint32_t g = (*px & 0xff00u) * (256 - share) + (below & 0xff00u) * share;
            *px = 0xff000000u | (rb >> 8 & 0xff00ffu) | (g >> 8 & 0xff00u);
        }
    }
}
