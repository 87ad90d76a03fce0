#include "vision/tracker.h"

#include "vision/light.h"

#include <math.h>

/* The square follows a still body slowly and a moving one at once. */
static const struct one_euro_settings region_settings = {
    .least_hz = 1.0f, .slope = 12.0f, .speed_hz = 3.0f};

/* How far the middle of the trunk may be from where it was, as a share of the body's square: what a
 * network errs, and what a body moves in a second. Beyond that it is another body. */
#define STEP_ERROR  0.15f
#define STEP_SECOND 1.5f

/* A body of the person's size is within this factor of it, and this much more for each second. */
#define SIZE_FACTOR 1.6f
#define SIZE_SECOND 0.6f

/* After this long with nothing but a body that is too far off, the person is looked for anew. */
#define DOUBT_US 300000

/* Who comes back within this time must be where the person was; after that whoever steps into the
 * picture is the person. */
#define REMEMBER_US 2000000

/* How long a moment is over which a trunk must be seen: a blink loses nobody. */
#define TRUST_S 0.15f

/* Somebody beside a person whose own trunk is this much less sure: what was followed is a chair. */
#define GHOST 0.3f

/* The share of the person's square that they may come back at beyond where they were. */
#define RETURN_ERROR 0.5f

/* A search of one start takes up to 14 passes. Where pictures come seldom, more starts go to each,
 * so that a person is found within half a second. */
#define START_US 125000

/* Around the place of loss first, this much wider. */
#define WIDER 1.3f

void tracker_init(struct tracker *tracker, struct pose_network *network, struct tracker_hint hint)
{
    *tracker = (struct tracker){.network = network, .hint = hint};
}

void tracker_set_hint(struct tracker *tracker, struct tracker_hint hint)
{
    tracker->hint = hint;
}

/* ---- the region ---- */

static void region_follow(struct region *region, const struct roi *next, float height_px,
                          int64_t t_us)
{
    float turn = region->roi.size_px > 0
                     ? region->turn.raw + roi_wrap_turn(next->turn_rad - region->turn.raw)
                     : next->turn_rad;
    region->roi.x_px =
        height_px * one_euro_put(&region->x, &region_settings, t_us, next->x_px / height_px);
    region->roi.y_px =
        height_px * one_euro_put(&region->y, &region_settings, t_us, next->y_px / height_px);
    region->roi.size_px =
        expf(one_euro_put(&region->size, &region_settings, t_us, logf(next->size_px)));
    region->roi.turn_rad = roi_wrap_turn(one_euro_put(&region->turn, &region_settings, t_us, turn));
}

/* ---- one person only ---- */

/* Middle of shoulders and hips; of the square where they aren't all seen. */
static struct point trunk_of(const struct body *body)
{
    static const enum joint corners[] = {JOINT_LEFT_HIP, JOINT_RIGHT_HIP, JOINT_LEFT_SHOULDER,
                                         JOINT_RIGHT_SHOULDER};
    struct point sum = {0, 0};
    for (size_t i = 0; i < ARRAY_LENGTH(corners); i++) {
        if (!(body->joint[corners[i]].confidence > 0))
            return (struct point){body->next.x_px, body->next.y_px};
        sum.x += body->joint[corners[i]].x / ARRAY_LENGTH(corners);
        sum.y += body->joint[corners[i]].y / ARRAY_LENGTH(corners);
    }
    return sum;
}

static bool is_person(const struct person *person, const struct body *body, int64_t t_us,
                      float error)
{
    float passed_s = (float)(t_us - person->seen_us) / 1e6f;
    struct point trunk = trunk_of(body);
    float moved = hypotf(trunk.x - person->x_px, trunk.y - person->y_px) / person->size_px;
    float grown = fabsf(logf(body->next.size_px / person->size_px));
    return moved < error + STEP_SECOND * passed_s &&
           grown < logf(SIZE_FACTOR) + SIZE_SECOND * passed_s;
}

static void remember(struct person *person, const struct body *body, int64_t t_us)
{
    struct point trunk = trunk_of(body);
    *person = (struct person){.known = true,
                              .x_px = trunk.x,
                              .y_px = trunk.y,
                              .size_px = body->next.size_px,
                              .seen_us = t_us};
}

static void lose(struct tracker *tracker)
{
    tracker->tracking = false;
    scout_reset(&tracker->scout);
}

/* Looks where the person should be. */
static bool follow(struct tracker *tracker, const struct image *picture, int64_t t_us,
                   struct body *body, bool *seen, struct error *err)
{
    const struct network_habits *habits = pose_network_info(tracker->network)->habits;
    const struct roi roi = tracker->region.roi;
    *seen = false;
    tracker->passes++;
    if (!pose_network_run(tracker->network, picture, &roi, body, err))
        return false;
    float passed_s = (float)(t_us - tracker->last_us) / 1e6f;
    tracker->trust += passed_s / (passed_s + TRUST_S) * (body->trunk - tracker->trust);
    if (body->score < habits->keep_score || tracker->trust < habits->keep_trunk ||
        !search_plausible(&body->next, picture)) {
        lose(tracker);
        return true;
    }
    if (!is_person(&tracker->person, body, t_us, STEP_ERROR)) {
        tracker->person.doubt_us += t_us - tracker->last_us;
        tracker->sight = SIGHT_UNSURE;
        if (tracker->person.doubt_us > DOUBT_US)
            lose(tracker);
        return true;
    }
    *seen = true;
    remember(&tracker->person, body, t_us);
    region_follow(&tracker->region, &body->next, (float)picture->height_px, t_us);
    if (!scout_step(&tracker->scout, tracker->network, picture, t_us, body, &roi, err))
        return false;
    if (tracker->scout.beside && tracker->scout.trunk > tracker->trust + GHOST) {
        *seen = false;
        lose(tracker);
        tracker->person = (struct person){0};
    }
    return true;
}

/* ---- looking for the person ---- */

static void take_up(struct tracker *tracker, const struct body *body, float height_px, int64_t t_us)
{
    tracker->tracking = true;
    tracker->trust = body->trunk;
    tracker->search = 0;
    tracker->region = (struct region){0};
    region_follow(&tracker->region, &body->next, height_px, t_us);
    remember(&tracker->person, body, t_us);
}

/* What a search has found: the person, or somebody else while the person is remembered. */
static bool judge(struct tracker *tracker, const struct search *search, const struct image *picture,
                  int64_t t_us, const struct candidate *candidate)
{
    const struct person *person = &tracker->person;
    if (!search_found(search, candidate, picture))
        return false;
    if (!person->known || t_us - person->seen_us > REMEMBER_US)
        tracker->sides = (struct sides){0};
    else if (!is_person(person, &candidate->body, t_us, RETURN_ERROR)) {
        tracker->sight = SIGHT_UNSURE;
        return false;
    }
    take_up(tracker, &candidate->body, (float)picture->height_px, t_us);
    return true;
}

static bool find(struct tracker *tracker, const struct search *search, const struct image *picture,
                 int64_t t_us, struct body *body, bool *seen, struct error *err)
{
    struct candidate candidate;
    const struct person *person = &tracker->person;
    *seen = false;
    if (person->known && t_us - person->seen_us <= REMEMBER_US) {
        struct roi near = tracker->region.roi;
        near.size_px *= WIDER;
        if (!search_around(search, picture, &near, &candidate, err))
            return false;
        *seen = judge(tracker, search, picture, t_us, &candidate);
    }
    int64_t passed_us = tracker->last_us > 0 ? t_us - tracker->last_us : 0;
    for (int64_t done_us = 0; !*seen; done_us += START_US) {
        if (!search_from(search, picture, tracker->search, &candidate, err))
            return false;
        bool first = tracker->search == 0;
        if (first || search_worth(search, &candidate) > search_worth(search, &tracker->best))
            tracker->best = candidate;
        tracker->search = (tracker->search + 1) % search_starts(picture);
        bool sure = search_sure(search, &candidate);
        if (!sure && tracker->search == 0)
            candidate = tracker->best;
        if (sure || tracker->search == 0)
            *seen = judge(tracker, search, picture, t_us, &candidate);
        if (done_us + START_US >= passed_us || tracker->search == 0)
            break;
    }
    *body = candidate.body;
    return true;
}

/* ---- a step ---- */

/* From picture pixels to image heights. */
static void fill_pose(const struct body *body, int height_px, struct pose *pose)
{
    float scale = 1 / (float)height_px;
    pose->present = true;
    for (int i = 0; i < JOINT_COUNT; i++) {
        struct landmark joint = body->joint[i];
        if (joint.confidence > 0)
            pose->joint[i] = (struct landmark){joint.x * scale, joint.y * scale, joint.z * scale,
                                               joint.confidence};
    }
}

static void start_picture(struct tracker *tracker, const struct image *picture, int64_t t_us)
{
    if (picture->width_px != tracker->width_px || picture->height_px != tracker->height_px) {
        lose(tracker);
        tracker->person = (struct person){0};
        tracker->sides = (struct sides){0};
    }
    tracker->width_px = picture->width_px;
    tracker->height_px = picture->height_px;
    if (t_us < tracker->last_us) /* another film: times begin anew */
        tracker->person = (struct person){0};
}

/* Does the exercise want the person to face the camera? Lying, there is no telling. */
static bool faces_camera(struct tracker_hint hint)
{
    return hint.view == VIEW_FRONT &&
           (hint.posture == POSTURE_STANDING || hint.posture == POSTURE_SITTING);
}

bool tracker_step(struct tracker *tracker, const struct image *picture, int64_t t_us,
                  struct pose *pose, struct error *err)
{
    const struct search search = {tracker->network, tracker->hint, &tracker->passes};
    *pose = (struct pose){.t_us = t_us};
    start_picture(tracker, picture, t_us);
    struct light_figures figures = light_measure(picture);
    enum light light = light_judge(&figures);
    struct body body = {0};
    bool seen = false;
    tracker->sight = SIGHT_NOBODY;
    if (light == LIGHT_COVERED)
        lose(tracker);
    if (tracker->tracking && !follow(tracker, picture, t_us, &body, &seen, err))
        return false;
    if (!tracker->tracking && light != LIGHT_COVERED &&
        !find(tracker, &search, picture, t_us, &body, &seen, err))
        return false;
    tracker->last_us = t_us;
    if (seen) {
        fill_pose(&body, picture->height_px, pose);
        sides_keep(&tracker->sides, pose);
        bool back = facing_back(&tracker->facing, pose) && faces_camera(tracker->hint);
        tracker->sight = tracker->scout.beside ? SIGHT_SEVERAL : back ? SIGHT_BEHIND : SIGHT_ONE;
        if (tracker->scout.beside)
            *pose = (struct pose){.t_us = t_us};
    } else if (light != LIGHT_GOOD) {
        tracker->sight = light == LIGHT_DARK ? SIGHT_DARK : SIGHT_COVERED;
    }
    return true;
}
