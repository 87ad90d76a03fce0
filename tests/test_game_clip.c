/* Two squats are two squats: the real clip through tracker and coach, as it is, mirrored, scaled
 * and padded; and one when it is cut after the first. */
#include "prescribe.h"
#include "program.h"
#include "session/session.h"
#include "vision/frame_source.h"
#include "vision/tracker.h"

#define WIDTH  720
#define HEIGHT 1280
#define FRAMES 65
#define ONE    28 /* frames at 5 a second that hold the first squat and not the second */

/* What is shown in place of the clip's pictures, and how the session's source makes it. */
struct variant {
    const char *name;
    double back[6]; /* from a pixel of the picture shown to one of the clip, as cv_image_warp */
    int width_px, height_px, frames;
    int squats;
};

struct changed {
    const struct variant *variant;
    struct frame_source *source;
    struct tracker tracker;
    struct image frame, shown;
    int count;
};

static enum pull changed_next(void *self, struct input *out, struct error *err)
{
    struct changed *changed = self;
    int64_t t_us;
    if (changed->count++ >= changed->variant->frames)
        return PULL_END;
    const enum frame_answer answer =
        frame_source_read(changed->source, &changed->frame, &t_us, err);
    if (answer != FRAME_GOT)
        return answer == FRAME_END ? PULL_END : PULL_FAILED;
    *out = (struct input){.t_us = t_us, .type = INPUT_POSE};
    return cv_image_warp(&changed->frame, changed->variant->back, &changed->shown, err) &&
                   tracker_step(&changed->tracker, &changed->shown, t_us, &out->u.pose, err)
               ? PULL_INPUT
               : PULL_FAILED;
}

static void count_rep(void *self, const struct event *event)
{
    *(int *)self += event->type == EVENT_REP;
}

static int count_squats(const struct variant *variant, const struct plan *plan)
{
    struct error err = {{0}};
    int squats = 0;
    struct changed changed = {.variant = variant};
    struct pose_network *network = pose_network_load(SHARED_NET, &err);
    changed.source = frame_source_open(SHARED_CLIP, (struct cv_camera_wish){0}, &err);
    cr_assert(network && changed.source, "%s", err.text);
    cr_assert(image_resize(&changed.shown, variant->width_px, variant->height_px, &err));
    tracker_init(&changed.tracker, network, (struct tracker_hint){POSTURE_STANDING, VIEW_SIDE, 0});
    struct session *session =
        session_create(plan, (struct input_source){changed_next, &changed}, NULL);
    cr_assert_not_null(session);
    session_add_sink(session, (struct sink){count_rep, &squats});
    cr_expect(session_run(session, &err), "%s: %s", variant->name, err.text);
    session_free(session);
    frame_source_close(changed.source);
    pose_network_free(network);
    image_free(&changed.frame);
    image_free(&changed.shown);
    return squats;
}

Test(clip, squats_are_counted_however_the_picture_is_changed, .timeout = 300)
{
    static const struct variant variants[] = {
        {"as it is", {1, 0, 0, 0, 1, 0}, WIDTH, HEIGHT, FRAMES, 2},
        {"mirrored", {-1, 0, WIDTH, 0, 1, 0}, WIDTH, HEIGHT, FRAMES, 2},
        {"half the size", {2, 0, 0, 0, 2, 0}, WIDTH / 2, HEIGHT / 2, FRAMES, 2},
        {"half as large again", {1 / 1.5, 0, 0, 0, 1 / 1.5, 0}, 1080, 1920, FRAMES, 2},
        {"padded at the sides", {1, 0, -780, 0, 1, 0}, 2280, HEIGHT, FRAMES, 2},
        {"mirrored, small, in a wide picture", {-2, 0, 1480, 0, 2, -80}, 1280, 720, FRAMES, 2},
        {"cut after the first", {1, 0, 0, 0, 1, 0}, WIDTH, HEIGHT, ONE, 1},
        {"cut after the first, mirrored", {-1, 0, WIDTH, 0, 1, 0}, WIDTH, HEIGHT, ONE, 1},
    };
    if (!shared_is_there())
        return;
    struct settings settings;
    struct error err;
    const struct prescription wanted = {.exercise = "mini_squat"};
    cr_assert(settings_load(&settings, &err), "%s", err.text);
    struct plan *plan = prescribe_plan(&settings, &wanted, &err);
    cr_assert_not_null(plan, "%s", err.text);
    for (size_t i = 0; i < ARRAY_LENGTH(variants); i++) {
        const int squats = count_squats(&variants[i], plan);
        cr_expect_eq(squats, variants[i].squats, "%s: %d", variants[i].name, squats);
    }
    free(plan);
}
