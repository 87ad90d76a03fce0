#include "vision/tracker.h"

#include <math.h>

#define QUARTER_TURN 1.57079633f
#define TURN_COUNT   4

/* Person scores of the network crowd near 0 and 1; between lies doubt. To take someone up needs
 * more than to keep them, so that the answer doesn't flicker. */
#define SCORE_KEEP 0.5f
#define SCORE_FIND 0.6f

/* Looks per turn in a search, each where the one before says the body is, and further ones at the
 * best. A network sees a person in a wrongly turned crop too, and is sure of it; but then the next
 * look tells another story. On 260 photographs (Leeds Sports Extended and free-exercise-db) picking
 * the turn by how well two looks agree finds 0.955 and 0.48 of shoulders, hips and knees, by score
 * and trunk visibility alone 0.86 and 0.40. */
#define LOOKS      3
#define LAST_LOOKS 2

/* Disagreement that any two looks may have, as a share of the crop's side. */
#define SPREAD_USUAL 0.02f

/* An expected turn this good needs no comparison with the others: of such, 19 of 20 were right. */
#define SURE 24

/* Below this person score a first look is not followed up: an empty room costs four passes. */
#define SCORE_HOPE 0.05f

/* Two looks at one body that differ by more than this share of the crop saw no body. */
#define SPREAD_FOUND 0.15f

/* A body's circle stays within these shares of the picture's longer side. */
#define ROI_SIZE_MIN 0.05f
#define ROI_SIZE_MAX 4.0f

/* The region follows a still body slowly and a moving one at once: share of the way to go when it
 * has moved by nothing, and by MOVED_FAR of its side (or radians). */
#define FOLLOW_STILL 0.4f
#define MOVED_FAR    0.05f

/* Squares that a search looks at, one after the other while nobody is found: first the whole
 * picture, then squares of its shorter side along its longer one (centres in shares of it). */
static const struct {
    float along;
    bool whole;
} starts[] = {{0.5f, true}, {0.5f, false}, {0.25f, false}, {0.75f, false}};

void tracker_init(struct tracker *tracker, struct pose_network *network, struct tracker_hint hint)
{
    *tracker = (struct tracker){.network = network, .hint = hint};
}

void tracker_set_hint(struct tracker *tracker, struct tracker_hint hint)
{
    tracker->hint = hint;
}

/* Quarter turns in the order they are worth trying for the posture; returns how many of them the
 * posture expects. */
static int order_turns(struct tracker_hint hint, int order[TURN_COUNT])
{
    enum { UP, RIGHT, DOWN, LEFT }; /* where in the picture the head is */
    static const int upright[] = {UP, RIGHT, LEFT, DOWN}, left[] = {LEFT, RIGHT, UP, DOWN},
                     right[] = {RIGHT, LEFT, UP, DOWN};
    bool lies = hint.posture == POSTURE_SUPINE || hint.posture == POSTURE_SIDE_LYING ||
                hint.posture == POSTURE_QUADRUPED;
    bool unknown = lies && (hint.head == HEAD_UNKNOWN || hint.view == VIEW_FEET);
    const int *chosen = !lies ? upright : hint.head == HEAD_RIGHT ? right : left;
    for (int i = 0; i < TURN_COUNT; i++)
        order[i] = chosen[i];
    return unknown ? 2 : 1;
}

static struct roi start_roi(int index, const struct image *picture, int quarter_turns)
{
    int width = picture->width_px, height = picture->height_px;
    float turn = roi_wrap_turn((float)quarter_turns * QUARTER_TURN);
    struct roi roi = roi_whole(width, height, turn);
    if (starts[index].whole)
        return roi;
    roi.size_px = (float)(width < height ? width : height);
    *(width > height ? &roi.x_px : &roi.y_px) =
        starts[index].along * (float)(width > height ? width : height);
    return roi;
}

static bool roi_plausible(const struct roi *roi, const struct image *picture)
{
    float longer =
        (float)(picture->width_px > picture->height_px ? picture->width_px : picture->height_px);
    return roi->size_px > ROI_SIZE_MIN * longer && roi->size_px < ROI_SIZE_MAX * longer &&
           roi->x_px > 0 && roi->x_px < (float)picture->width_px && roi->y_px > 0 &&
           roi->y_px < (float)picture->height_px;
}

static bool look(struct tracker *tracker, const struct image *picture, const struct roi *roi,
                 struct body *body, struct error *err)
{
    tracker->passes++;
    return pose_network_run(tracker->network, picture, roi, body, err);
}

/* A body in a search: what the last look saw, and how far it is from what the look before saw. */
struct candidate {
    struct body body;
    float spread; /* mean distance between the joints of the last two looks / crop side */
};

/* 1, which is hopeless, where too few joints are seen in both to tell. */
static float spread_between(const struct body *a, const struct body *b, float size_px)
{
    float sum = 0;
    int count = 0;
    for (int i = 0; i < JOINT_COUNT; i++) {
        if (!(a->joint[i].confidence > 0 && b->joint[i].confidence > 0))
            continue;
        sum += hypotf(a->joint[i].x - b->joint[i].x, a->joint[i].y - b->joint[i].y);
        count++;
    }
    return count >= JOINT_COUNT / 3 ? sum / (float)count / size_px : 1;
}

static float worth(const struct candidate *candidate)
{
    float confidence = 0;
    for (int i = 0; i < JOINT_COUNT; i++)
        confidence += candidate->body.joint[i].confidence / JOINT_COUNT;
    return candidate->body.score * candidate->body.trunk * confidence /
           (SPREAD_USUAL + candidate->spread);
}

/* Looks again where the body said it is. */
static bool look_again(struct tracker *tracker, const struct image *picture, int times,
                       struct candidate *candidate, struct error *err)
{
    for (int i = 0; i < times && roi_plausible(&candidate->body.next, picture); i++) {
        struct body before = candidate->body;
        if (!look(tracker, picture, &before.next, &candidate->body, err))
            return false;
        candidate->spread = spread_between(&before, &candidate->body, before.next.size_px);
    }
    return true;
}

static bool found(const struct candidate *candidate, const struct image *picture)
{
    return candidate->body.score >= SCORE_FIND && candidate->body.trunk >= SCORE_FIND &&
           candidate->spread <= SPREAD_FOUND && roi_plausible(&candidate->body.next, picture);
}

/* The best body over all turns of one start. The turns that the posture expects come first, and
 * end it when one of them is sure. */
static bool search_turns(struct tracker *tracker, const struct image *picture, int start,
                         struct candidate *best, struct error *err)
{
    int order[TURN_COUNT];
    int expected = order_turns(tracker->hint, order);
    *best = (struct candidate){.spread = 1};
    for (int i = 0; i < TURN_COUNT; i++) {
        struct roi roi = start_roi(start, picture, order[i]);
        struct candidate candidate = {.spread = 1};
        if (!look(tracker, picture, &roi, &candidate.body, err))
            return false;
        if (candidate.body.score < SCORE_HOPE)
            continue;
        if (!look_again(tracker, picture, LOOKS - 1, &candidate, err))
            return false;
        if (worth(&candidate) > worth(best))
            *best = candidate;
        if (i == expected - 1 && worth(best) >= SURE)
            break;
    }
    return true;
}

/* One start a frame, so that an empty room costs a bounded number of passes. */
static bool search(struct tracker *tracker, const struct image *picture, struct candidate *best,
                   struct error *err)
{
    int start = tracker->search;
    tracker->search = (start + 1) % (int)ARRAY_LENGTH(starts);
    return search_turns(tracker, picture, start, best, err) &&
           look_again(tracker, picture, LAST_LOOKS, best, err);
}

static void follow(struct tracker *tracker, const struct roi *next)
{
    const struct roi *now = &tracker->roi;
    float moved = fmaxf(hypotf(next->x_px - now->x_px, next->y_px - now->y_px),
                        fabsf(next->size_px - now->size_px)) /
                  now->size_px;
    moved = fmaxf(moved, fabsf(roi_wrap_turn(next->turn_rad - now->turn_rad)));
    float share = FOLLOW_STILL + (1 - FOLLOW_STILL) * moved / MOVED_FAR;
    tracker->roi = roi_blend(now, next, fminf(share, 1));
}

/* From picture pixels to image heights. */
static void fill_pose(const struct body *body, int height_px, struct pose *pose)
{
    float scale = 1 / (float)height_px;
    pose->present = true;
    for (int i = 0; i < JOINT_COUNT; i++) {
        struct landmark joint = body->joint[i];
        pose->joint[i] =
            (struct landmark){joint.x * scale, joint.y * scale, joint.z * scale, joint.confidence};
    }
}

bool tracker_step(struct tracker *tracker, const struct image *picture, int64_t t_us,
                  struct pose *pose, struct error *err)
{
    *pose = (struct pose){.t_us = t_us};
    if (picture->width_px != tracker->width_px || picture->height_px != tracker->height_px)
        tracker->tracking = false;
    tracker->width_px = picture->width_px;
    tracker->height_px = picture->height_px;

    struct body body = {0};
    if (tracker->tracking) {
        if (!look(tracker, picture, &tracker->roi, &body, err))
            return false;
        tracker->tracking = body.score >= SCORE_KEEP && roi_plausible(&body.next, picture);
        if (tracker->tracking)
            follow(tracker, &body.next);
    }
    if (!tracker->tracking) {
        struct candidate best;
        if (!search(tracker, picture, &best, err))
            return false;
        if (!found(&best, picture))
            return true;
        body = best.body;
        tracker->tracking = true;
        tracker->search = 0;
        tracker->roi = body.next;
    }
    fill_pose(&body, picture->height_px, pose);
    return true;
}
