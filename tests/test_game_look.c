/* Colours that can be read by everybody, shapes that need no colour, and pictures that are the same
 * each time. */
#include "draw_garden.h"
#include "draw_icon.h"
#include "draw_path.h"
#include "screen_sample.h"

#include <SDL.h>
#include <criterion/criterion.h>

/* ---- contrast: WCAG 2.1, relative luminance ---- */

struct linear {
    double r, g, b;
};

static double to_linear(double value)
{
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static struct linear linear_of(uint32_t color)
{
    return (struct linear){to_linear((color >> 16 & 255) / 255.0),
                           to_linear((color >> 8 & 255) / 255.0), to_linear((color & 255) / 255.0)};
}

static double luminance(struct linear c)
{
    return 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b;
}

static double contrast(struct linear a, struct linear b)
{
    double x = luminance(a), y = luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* A card over a ground. */
static uint32_t over(uint32_t card, uint32_t ground)
{
    return color_between(ground | 0xff000000u, card | 0xff000000u, (float)(card >> 24) / 255);
}

struct named {
    const char *name;
    uint32_t color;
};

static int tones_of(const struct palette *p, struct named out[5])
{
    const struct named tones[] = {{"calm", p->calm},
                                  {"approach", p->approach},
                                  {"over", p->over},
                                  {"stop", p->stop},
                                  {"unseen", p->unseen}};
    memcpy(out, tones, sizeof tones);
    return (int)ARRAY_LENGTH(tones);
}

/* How a colour looks without one kind of cone (H. Brettel and F. Vienot, in the single-matrix form
 * of G. Machado, M. Oliveira and L. Fernandes, 2009, severity 1, on linear RGB). */
static struct linear without(struct linear c, const double m[9])
{
    struct linear out = {m[0] * c.r + m[1] * c.g + m[2] * c.b, m[3] * c.r + m[4] * c.g + m[5] * c.b,
                         m[6] * c.r + m[7] * c.g + m[8] * c.b};
    out.r = out.r < 0 ? 0 : out.r > 1 ? 1 : out.r;
    out.g = out.g < 0 ? 0 : out.g > 1 ? 1 : out.g;
    out.b = out.b < 0 ? 0 : out.b > 1 ? 1 : out.b;
    return out;
}

static const double eyes[4][9] = {
    {1, 0, 0, 0, 1, 0, 0, 0, 1},
    {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
    {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
    {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900}};
static const char *const eye_names[4] = {"all cones", "deuteranopia", "protanopia", "tritanopia"};

static const struct palette *palettes(int i)
{
    return i ? palette_high_contrast() : palette_dawn();
}

Test(look, words_can_be_read_on_every_ground_by_all_eyes)
{
    const uint32_t grounds[] = {garden_lightest(), garden_darkest()};
    for (int which = 0; which < 2; which++) {
        const struct palette *p = palettes(which);
        struct named text[7] = {{"ink", p->ink}, {"soft", p->soft}};
        int count = 2 + tones_of(p, text + 2);
        for (int i = 0; i < count; i++) {
            for (int eye = 0; eye < 4; eye++) {
                struct linear own = without(linear_of(text[i].color), eyes[eye]);
                struct linear well = without(linear_of(p->well), eyes[eye]);
                cr_expect_geq(contrast(own, well), 4.5, "%s in a well, %s, palette %d: %.2f",
                              text[i].name, eye_names[eye], which, contrast(own, well));
                for (size_t g = 0; g < ARRAY_LENGTH(grounds); g++) {
                    struct linear card =
                        without(linear_of(over(p->panel, which ? 0 : grounds[g])), eyes[eye]);
                    cr_expect_geq(contrast(own, card), 4.5, "%s on a card, %s, palette %d: %.2f",
                                  text[i].name, eye_names[eye], which, contrast(own, card));
                }
            }
        }
        for (int i = 2; i < count; i++) { /* what stands on a tone */
            double found = contrast(linear_of(text[i].color), linear_of(p->panel));
            cr_expect_geq(found, 4.5, "a sign on %s: %.2f", text[i].name, found);
        }
    }
}

/* The bounds that the contrast is checked against are those of the garden as it is painted. */
Test(look, the_ground_is_no_lighter_and_no_darker_than_it_says)
{
    struct canvas canvas = {0};
    struct plan *plan = screen_sample_plan();
    struct garden garden;
    garden_init_plan(&garden, plan);
    for (int i = 0; i < 60; i++) {
        struct event event = {.type = EVENT_REP, .step = i % 4};
        garden_event(&garden, &event);
    }
    cr_assert(canvas_resize(&canvas, 960, 540));
    double lightest = luminance(linear_of(garden_lightest()));
    double darkest = luminance(linear_of(garden_darkest()));
    for (int hour = 0; hour <= 4; hour++) {
        garden_paint(&canvas, palette_dawn(), &garden, (float)hour / 4);
        int below = 0;
        for (int i = 0; i < 960 * 540; i++) {
            double own = luminance(linear_of(canvas.px[i]));
            cr_assert_leq(own, lightest + 0.05, "a pixel of %.3f at light %d/4", own, hour);
            below += own < darkest;
        }
        cr_expect_leq(below, 960 * 540 / 50, "%d pixels are darker at light %d/4", below, hour);
    }
    canvas_free(&canvas);
    free(plan);
}

/* Each sign in one and the same colour: its shape alone tells it from every other. */
Test(look, no_two_signs_have_one_shape)
{
    enum { SIZE = 64 };
    static uint32_t shape[ICON_COUNT][SIZE * SIZE];
    struct canvas canvas = {0};
    cr_assert(canvas_resize(&canvas, SIZE, SIZE));
    for (int icon = ICON_NONE + 1; icon < ICON_COUNT; icon++) {
        canvas_clear(&canvas, 0xff000000);
        icon_draw(&canvas, (enum icon)icon, SIZE / 2, SIZE / 2, 28, 0xffffffff, 0xff000000);
        memcpy(shape[icon], canvas.px, sizeof shape[icon]);
        for (int other = ICON_NONE + 1; other < icon; other++) {
            int apart = 0;
            for (int i = 0; i < SIZE * SIZE; i++) {
                apart += shape[icon][i] != shape[other][i];
            }
            cr_expect_gt(apart, SIZE * SIZE / 20, "signs %d and %d: %d pixels", icon, other, apart);
        }
    }
    canvas_free(&canvas);
}

/* ---- the same each time ---- */

static struct app *open_app(int width, int height, bool high_contrast)
{
    struct error err = {""};
    const struct app_options options = {.width_px = width,
                                        .height_px = height,
                                        .offscreen = true,
                                        .reduced_motion = true,
                                        .high_contrast = high_contrast};
    struct app *app = app_open(&options, &err);
    cr_assert_not_null(app, "%s", err.text);
    return app;
}

static uint64_t frame_hash(struct app *app)
{
    struct error err = {""};
    char path[] = "/tmp/unguard_look_XXXXXX";
    int file = mkstemp(path);
    cr_assert_geq(file, 0);
    char png[64];
    snprintf(png, sizeof png, "%s.png", path);
    cr_assert(app_save_png(app, png, &err), "%s", err.text);
    FILE *in = fopen(png, "rb");
    cr_assert_not_null(in);
    uint64_t hash = HASH_START;
    unsigned char bytes[4096];
    for (size_t got; (got = fread(bytes, 1, sizeof bytes, in)) > 0;) {
        hash = hash_bytes(hash, bytes, got);
    }
    fclose(in);
    remove(png);
    remove(path);
    return hash;
}

static uint64_t shown(enum screen_sample_state first, enum screen_sample_state state, bool high)
{
    struct app *app = open_app(1024, 600, high);
    struct screen_sample sample = {0};
    screen_sample_make(&sample, first);
    screen_sample_show(app, &sample);
    screen_sample_make(&sample, state);
    screen_sample_show(app, &sample);
    uint64_t hash = frame_hash(app);
    screen_sample_free(&sample);
    app_close(app);
    return hash;
}

Test(look, a_frame_does_not_depend_on_what_was_shown_before)
{
    static const enum screen_sample_state states[] = {SAMPLE_HOLD, SAMPLE_RESULTS, SAMPLE_FIGURE,
                                                      SAMPLE_GARDENS, SAMPLE_GARDENS_ONE};
    for (size_t i = 0; i < ARRAY_LENGTH(states); i++) {
        for (int high = 0; high < 2; high++) {
            uint64_t hash = shown(SAMPLE_OFFER, states[i], high);
            cr_expect_eq(shown(SAMPLE_OFFER, states[i], high), hash, "%s",
                         screen_sample_name(states[i]));
            cr_expect_eq(shown(SAMPLE_RESULTS_PAIN, states[i], high), hash, "%s after another",
                         screen_sample_name(states[i]));
        }
    }
}

/* With reduced motion a flower is open as soon as it is there, and nothing sways. */
Test(look, reduced_motion_shows_the_settled_garden_at_once)
{
    struct app *app = open_app(1280, 720, false);
    struct screen_sample sample = {0};
    screen_sample_make(&sample, SAMPLE_FIGURE);
    app_present(app, &sample.view);
    uint64_t before = frame_hash(app);
    screen_sample_rep(sample.world, 3, 95, sample.world->now_s);
    screen_sample_phase(sample.world, PHASE_MOVE, sample.world->now_s);
    app_present(app, &sample.view);
    uint64_t grown = frame_hash(app);
    cr_expect_neq(grown, before);
    for (int i = 0; i < 3; i++) {
        SDL_Delay(20);
        sample.world->now_s += 20;
        app_present(app, &sample.view);
        cr_expect_eq(frame_hash(app), grown);
    }
    screen_sample_free(&sample);
    app_close(app);
}

/* ---- the gallery's keys ---- */

static enum request_type press(struct app *app, struct screen_sample *sample, enum screen_key key)
{
    struct request request;
    app_key(app, &sample->view, key, &request);
    app_present(app, &sample->view);
    return request.type;
}

Test(look, gardens_are_chosen_visited_and_left)
{
    struct app *app = open_app(1024, 600, false);
    struct screen_sample sample = {0};
    screen_sample_make(&sample, SAMPLE_GARDENS);
    cr_assert_eq(screen_choose(&sample.view), SCREEN_GARDENS);
    app_present(app, &sample.view);
    uint64_t first = frame_hash(app);
    cr_expect_eq(press(app, &sample, KEY_LEFT), REQUEST_NONE);
    cr_expect_eq(frame_hash(app), first, "there is none before the newest");
    for (int i = 0; i < 20; i++) {
        press(app, &sample, KEY_RIGHT);
    }
    uint64_t last = frame_hash(app);
    cr_expect_neq(last, first);
    cr_expect_eq(press(app, &sample, KEY_ENTER), REQUEST_NONE);
    cr_expect_neq(frame_hash(app), last, "over the whole window");
    cr_expect_eq(press(app, &sample, KEY_QUIT), REQUEST_NONE, "back to all");
    cr_expect_eq(frame_hash(app), last);
    cr_expect_eq(press(app, &sample, KEY_QUIT), REQUEST_BACK);
    screen_sample_make(&sample, SAMPLE_GARDENS_NONE);
    cr_expect_eq(press(app, &sample, KEY_RIGHT), REQUEST_NONE);
    cr_expect_eq(press(app, &sample, KEY_ENTER), REQUEST_NONE);
    cr_expect_eq(press(app, &sample, KEY_QUIT), REQUEST_BACK);
    sample.view.gallery = NULL;
    screen_sample_make(&sample, SAMPLE_RESULTS);
    cr_expect_eq(press(app, &sample, KEY_GARDENS), REQUEST_GARDENS);
    sample.view.gardens = false;
    cr_expect_eq(press(app, &sample, KEY_GARDENS), REQUEST_NONE, "without a history there is none");
    screen_sample_free(&sample);
    app_close(app);
}
