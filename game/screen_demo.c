/* Before an exercise: the instructor shows it, and three pages tell how to place camera and mat,
 * what works, and what to mind. Whoever is in position goes on: the coach doesn't wait for it. */
#include "instructor_words.h"
#include "screen_hands.h"
#include "screen_instructor.h"
#include "screen_session.h"

#include <math.h>
#include <stdio.h>

static const struct hint hints[] = {
    {"Space", "pause"}, {"S", "skip"}, {"H", "that hurt"}, {"Q", "end"}};

#define PAGE_S    7.0 /* a page can be read twice */
#define MAX_PAGES 4

struct page {
    const char *title;
    char text[INSTRUCTOR_WORDS];
};

static int write_pages(const struct exercise *exercise, enum body_side side,
                       struct page page[MAX_PAGES])
{
    int count = 0;
    page[count].title = "Camera and mat";
    snprintf(page[count].text, INSTRUCTOR_WORDS, "%s",
             instructor_camera_words(exercise->posture, exercise->view));
    const char *near = instructor_near_words(exercise, side);
    count++;
    if (near[0]) {
        page[count].title = "Which side";
        snprintf(page[count].text, INSTRUCTOR_WORDS, "%s", near);
        count++;
    }
    instructor_feel_words(exercise, page[count].text, INSTRUCTOR_WORDS);
    if (page[count].text[0]) {
        page[count++].title = exercise->kind == EXERCISE_STRETCH ? "What stretches" : "What works";
    }
    if (instructor_mind_words(exercise, 0, page[count].text, INSTRUCTOR_WORDS)) {
        page[count++].title = "Good to know";
    }
    return count;
}

/* One page at a time, below it a dot for each. */
static void draw_page(struct draw *draw, const struct layout *layout, struct rect card,
                      const struct page *page, int at, int count)
{
    float pad = roundf(14 * layout->unit), line = ceilf(1.22f * (float)layout->least);
    struct rect box = {card.x + pad, card.y + 0.6f * pad, card.w - 2 * pad, line};
    struct text_style style = {.size_px = layout->least,
                               .least_px = layout->least,
                               .needed = true,
                               .color = draw->palette->soft};
    draw_text(draw, page->title, box, style);
    float dots = 1.2f * pad;
    style.size_px = layout->body;
    style.lines = 9;
    style.color = draw->palette->ink;
    box.y += line;
    box.h = card.y + card.h - dots - box.y;
    draw_text(draw, page->text, box, style);

    int w = (int)card.w, h = (int)dots;
    struct canvas *canvas =
        draw_layer_begin(draw, LAYER_CARD, w, h, parts_key(parts_key(HASH_START, at), count));
    if (canvas) {
        float r = 0.26f * dots, step = 4 * r, x = 0.5f * ((float)w - step * (float)(count - 1));
        for (int i = 0; i < count; i++) {
            canvas_disc(canvas, x + step * (float)i, 0.4f * dots, i == at ? r : 0.6f * r,
                        i == at ? draw->palette->calm : draw->palette->soft);
        }
        draw_layer_end(draw, LAYER_CARD, false);
    }
    draw_layer_show(draw, LAYER_CARD, card.x, card.y + card.h - dots);
}

static void demo_draw(struct draw *draw, const struct screen_view *view, struct screen_state *state)
{
    const struct world *world = view->world;
    const struct exercise *exercise = world_exercise(world);
    struct layout layout = layout_make(draw->width, draw->height);
    struct message message = session_message(view, draw->palette);
    double since_s = state->clock_s - state->shown_s;
    struct page page[MAX_PAGES];
    int count = write_pages(exercise, world->side, page);
    int at = (int)fmod(since_s / PAGE_S + state->page, count);
    char set[48] = "";
    if (world->sets > 0) {
        snprintf(set, sizeof set, "%d x %d", (int)world->sets, (int)world->reps_wanted);
    }
    struct rect card = {layout.side.x, layout.ring.y, layout.side.w,
                        layout.side.y + layout.side.h - layout.ring.y};
    parts_demo_plate(draw, &layout, view, card);
    instructor_draw_demo(draw, &layout, view, exercise, world->side, since_s);
    parts_message(draw, &layout, &message);
    parts_heading(draw, &layout, exercise->name, world->side, set);
    draw_page(draw, &layout, card, &page[at], at, count);
    hands_draw_hints(draw, &layout, view, state, hints, (int)ARRAY_LENGTH(hints));
}

/* Enter turns the page; everything else is as during the exercise. */
static struct request demo_key(const struct screen_view *view, struct screen_state *state,
                               enum screen_key key)
{
    state->page += key == KEY_ENTER;
    return session_key(view, state, key);
}

const struct screen screen_demo = {"demo", demo_draw, demo_key};
