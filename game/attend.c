#include "attend.h"

#define EVERY_PX 16 /* pixels looked at in each direction: a mean wants no more */

struct attend attend_begin(const struct settings *settings, bool camera)
{
    return (struct attend){.sets_up = camera && settings->setup.on,
                           .takes_gestures = camera && settings->gestures.on,
                           .gestures = settings->gestures,
                           .setup_rules = settings->setup,
                           .reading = settings->reading,
                           .brightness = -1,
                           .pose_us = -1};
}

float attend_brightness(const struct image *image)
{
    uint64_t sum = 0, count = 0;
    if (image == NULL || image->bgr == NULL)
        return -1;
    for (int y = EVERY_PX / 2; y < image->height_px; y += EVERY_PX)
        for (int x = EVERY_PX / 2; x < image->width_px; x += EVERY_PX) {
            const unsigned char *px = image->bgr + (size_t)y * (size_t)image->stride_bytes + 3 * x;
            sum += (uint64_t)px[0] + 2u * px[1] + px[2]; /* green weighs most, as to the eye */
            count++;
        }
    return count > 0 ? (float)sum / (float)(count * 4 * 255) : -1;
}

/* ---- stepping into the frame ---- */

static bool on_the_mat(enum posture posture)
{
    return posture == POSTURE_SUPINE || posture == POSTURE_SIDE_LYING ||
           posture == POSTURE_QUADRUPED;
}

/* Where camera or person stood otherwise before. */
static bool wants_place(const struct attend *attend, const struct world *world)
{
    const struct exercise *exercise = world_exercise(world);
    enum ask_kind kind;
    if (!attend->sets_up || exercise == NULL || world->stage != WORLD_POSITION || world->paused ||
        world->screening_open || world_question(world, &kind))
        return false;
    return !attend->placed || attend->view != exercise->view ||
           attend->lying != on_the_mat(exercise->posture);
}

static void begin_setup(struct attend *attend, struct session *session, const struct world *world)
{
    const struct exercise *exercise = world_exercise(world);
    attend->placed = attend->setting_up = true;
    attend->view = exercise->view;
    attend->lying = on_the_mat(exercise->posture);
    attend->setup = (struct setup){.posture = exercise->posture, .view = exercise->view};
    session_act(session, (struct action){.type = ACTION_PAUSE});
}

static void step_setup(struct attend *attend, struct session *session,
                       const struct screen_view *view, int64_t t_us)
{
    const struct setup_look look = {.pose = session_last_pose(session),
                                    .posture = attend->setup.posture,
                                    .view = attend->setup.view,
                                    .aspect = view->aspect,
                                    .brightness = attend->brightness,
                                    .sight = attend->sight,
                                    .reading = &attend->reading,
                                    .known = &session_coach(session)->features};
    const enum setup_problem problem = setup_check(&look, &attend->setup_rules);
    if (setup_step(&attend->setup, &attend->setup_rules, problem, t_us) == SETUP_OVER)
        session_act(session, (struct action){.type = ACTION_GO_ON});
}

static void look_at_picture(struct attend *attend, const struct screen_view *view)
{
    if (!attend->setting_up || view->picture == NULL || attend->picture == view->picture_serial)
        return;
    attend->picture = view->picture_serial;
    attend->brightness = attend_brightness(view->picture);
}

static void follow_setup(struct attend *attend, struct session *session, struct screen_view *view,
                         int64_t t_us)
{
    look_at_picture(attend, view);
    if (wants_place(attend, view->world))
        begin_setup(attend, session, view->world);
    else if (attend->setting_up && view->world->paused)
        step_setup(attend, session, view, t_us);
    attend->setting_up = attend->setting_up && view->world->paused;
    attend->shown = setup_show(&attend->setup, &attend->setup_rules);
    view->setup = attend->setting_up ? &attend->shown : NULL;
}

enum screen_key attend_input(struct attend *attend, struct session *session,
                             struct screen_view *view, int64_t t_us)
{
    if (view->world == NULL)
        return KEY_NONE;
    if (attend->sets_up)
        follow_setup(attend, session, view, t_us);
    if (!attend->takes_gestures)
        return KEY_NONE;
    const struct pose *pose = session_last_pose(session);
    const bool fresh = pose != NULL && pose->t_us > attend->pose_us;
    if (fresh)
        attend->pose_us = pose->t_us;
    view->hands = &attend->hands.show;
    /* Between poses nothing is known: only a silence that lasts is somebody gone. */
    if (!fresh && pose != NULL && t_us - attend->pose_us < 500000)
        return KEY_NONE;
    return hands_watch(&attend->hands, &attend->gestures, view, fresh ? pose : NULL,
                       fresh ? pose->t_us : t_us);
}
