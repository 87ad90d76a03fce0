#include "screen_layout.h"

#include "draw_garden_bed.h"

#include <math.h>

static struct rect snap(struct rect rect)
{
    return (struct rect){roundf(rect.x), roundf(rect.y), roundf(rect.w), roundf(rect.h)};
}

static void lay_band(struct layout *layout)
{
    float pad = roundf(layout->band.h * 0.1f);
    layout->icon_r = roundf(fminf(layout->band.h * 0.32f, 56 * layout->unit));
    layout->icon_x = pad + layout->icon_r + 4 * layout->unit;
    layout->icon_y = layout->band.h / 2;
    float left = layout->icon_x + layout->icon_r + pad + 4 * layout->unit;
    layout->band_text = snap((struct rect){layout->band.x + left, layout->band.y + 4,
                                           layout->band.w - left - pad, layout->band.h - 8});
}

/* From the top: a card with name, side and set; the ring; a card with the form; at the foot, where
 * no card lies, flowers. */
static void lay_side(struct layout *layout, float name_lines, float height)
{
    float u = layout->unit, pad = roundf(14 * u), gap = roundf(8 * u);
    float x = layout->side.x + pad, w = layout->side.w - 2 * pad;
    float y = layout->side.y + 0.6f * pad, line = ceilf(1.22f * (float)layout->least);
    layout->name = snap((struct rect){x, y, w, name_lines * line});
    y += layout->name.h + 3 * u;
    layout->pill = snap((struct rect){x, y, w, line + 4 * u});
    y += layout->pill.h + 2 * u;
    layout->set = snap((struct rect){x, y, w, line});
    y = layout->set.y + layout->set.h + 0.4f * pad;
    layout->head =
        snap((struct rect){layout->side.x, layout->side.y, layout->side.w, y - layout->side.y});
    y = layout->head.y + layout->head.h + gap;
    float ring = floorf(fminf(0.27f * height, w));
    layout->ring = snap((struct rect){layout->side.x + (layout->side.w - ring) / 2, y, ring, ring});
    y = layout->ring.y + layout->ring.h + gap;
    float form_h = 1.25f * line, bar_h = roundf(12 * u);
    layout->form = snap((struct rect){x, y + 2 * u, w, form_h});
    layout->form_bar = snap((struct rect){x, layout->form.y + layout->form.h, w, bar_h});
    layout->foot = snap(
        (struct rect){layout->side.x, y, layout->side.w, layout->form_bar.y + bar_h + pad - y});
    y = layout->foot.y + layout->foot.h + BED_ABOVE * height;
    layout->meadow = snap((struct rect){x, y, w, 0.975f * height - y});
}

struct layout layout_make(int width, int height)
{
    float w = (float)width, h = (float)height, u = h / 720;
    float narrow = fminf(u, w / 1280);
    struct layout layout = {.least = (height + 19) / 20,
                            .body = (int)(h / 16),
                            .title = (int)(h / 12),
                            .count = (int)(h / 6.5f),
                            .unit = u,
                            .margin = roundf(24 * narrow),
                            .radius = roundf(20 * u)};
    float m = layout.margin, half = roundf(m / 2);
    float hints = roundf(0.075f * h);
    layout.hints = (struct rect){m, h - half - hints, w - 2 * m, hints};
    bool squarish = w < 1.6f * h; /* the column needs its width, and has height to spare */
    float picture_w = roundf((squarish ? 0.59f : 0.635f) * w);
    float picture_h = roundf(fminf(picture_w * 9 / 16, 0.64f * h));
    layout.picture = (struct rect){m, m, picture_w, picture_h};
    float band_y = m + picture_h + half;
    layout.band = snap((struct rect){m, band_y, picture_w, layout.hints.y - half - band_y});
    float side_x = m + picture_w + m;
    layout.side = snap((struct rect){side_x, m, w - m - side_x, layout.hints.y - half - m});
    lay_band(&layout);
    lay_side(&layout, squarish ? 3.8f : 2.75f, h);
    return layout;
}
