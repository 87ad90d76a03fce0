#include "draw_scene.h"

#include <math.h>

void scene_draw_mat(struct canvas *canvas, const struct palette *palette)
{
    float w = (float)canvas->width, h = (float)canvas->height;
    const float far = 0.80f * h, near = 0.965f * h;
    const float mat[4][2] = {
        {0.24f * w, far}, {0.76f * w, far}, {0.86f * w, near}, {0.14f * w, near}};
    canvas_polygon(canvas, mat, 4, 0.014f * h, COLOR_ALPHA(palette->figure.edge, 0x70));
    canvas_polygon(canvas, mat, 4, 0.006f * h, palette->mat);
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
