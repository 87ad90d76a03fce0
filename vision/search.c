#include "vision/search.h"

#include <math.h>

#define QUARTER_TURN 1.57079633f
#define TURN_COUNT   4

/* Below this person score a first look is not followed up: an empty room costs four passes. */
#define SCORE_HOPE 0.05f

/* ---- networks whose sureness is easily had: BlazePose ---- */

/* A network sees a person in a wrongly turned crop too, and is sure of it; but then the next look
 * tells another story. On 260 photographs (Leeds Sports Extended and free-exercise-db) picking the
 * turn by how well two of three looks agree finds 0.955 and 0.48 of shoulders, hips and knees, by
 * score and trunk visibility alone 0.86 and 0.40. */

/* Disagreement that any two looks may have, as a share of the crop's side. */
#define SPREAD_USUAL 0.02f

/* An expected turn this good needs no comparison with the others: of such, 19 of 20 were right. */
#define SURE 24

/* Two looks at one body that differ by more than this share of the crop saw no body. */
#define SPREAD_FOUND 0.15f

/* ---- networks that know when they are wrong: ours ---- */

/* Two turns agree when their joints end this near each other, as a share of the body's square. */
#define SPREAD_AGREE 0.15f

/* The trunk must be this sure where 0, 1, 2 or 3 other turns agree: 9 of 10 sports and 19 of 20
 * exercise photographs kept for choosing pass, 1 in 20 pieces of their backgrounds does. */
static const float trunk_wanted[TURN_COUNT] = {0.75f, 0.5f, 0.4f, 0.35f};

/* So sure a trunk, with so many other turns agreeing, is the body whatever other squares show. */
#define SURE_TRUNK 0.6f
#define SURE_AGREE 2

/* A body's circle stays within these shares of the picture's longer side. */
#define ROI_SIZE_MIN 0.05f
#define ROI_SIZE_MAX 4.0f

/* First the whole picture, then squares of its shorter side along its longer one (centres in shares
 * of it). */
static const struct {
    float along;
    bool whole;
} starts[SEARCH_STARTS] = {{0.5f, true}, {0.5f, false}, {0.25f, false}, {0.75f, false}};

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

int search_starts(const struct image *picture)
{
    int longer = picture->width_px, shorter = picture->height_px;
    if (longer < shorter) {
        longer = picture->height_px;
        shorter = picture->width_px;
    }
    return longer * 10 < shorter * 11 ? 1 : SEARCH_STARTS;
}

static struct roi start_roi(int index, const struct image *picture)
{
    int width = picture->width_px, height = picture->height_px;
    struct roi roi = roi_whole(width, height, 0);
    if (starts[index].whole)
        return roi;
    roi.size_px = (float)(width < height ? width : height);
    *(width > height ? &roi.x_px : &roi.y_px) =
        starts[index].along * (float)(width > height ? width : height);
    return roi;
}

bool search_plausible(const struct roi *roi, const struct image *picture)
{
    float longer =
        (float)(picture->width_px > picture->height_px ? picture->width_px : picture->height_px);
    return roi->size_px > ROI_SIZE_MIN * longer && roi->size_px < ROI_SIZE_MAX * longer &&
           roi->x_px > 0 && roi->x_px < (float)picture->width_px && roi->y_px > 0 &&
           roi->y_px < (float)picture->height_px;
}

static bool look(const struct search *search, const struct image *picture, const struct roi *roi,
                 struct body *body, struct error *err)
{
    ++*search->passes;
    return pose_network_run(search->network, picture, roi, body, err);
}

float search_spread(const struct body *a, const struct body *b, float size_px)
{
    float sum = 0;
    int count = 0;
    for (int i = 0; i < JOINT_COUNT; i++) {
        if (!(a->joint[i].confidence > 0) || !(b->joint[i].confidence > 0))
            continue;
        sum += hypotf(a->joint[i].x - b->joint[i].x, a->joint[i].y - b->joint[i].y);
        count++;
    }
    return count < JOINT_COUNT / 2 ? 1 : sum / (float)count / size_px;
}

/* Looks again where the body said it is. */
static bool look_again(const struct search *search, const struct image *picture, int times,
                       struct candidate *candidate, struct error *err)
{
    for (int i = 0; i < times && search_plausible(&candidate->body.next, picture); i++) {
        struct body before = candidate->body;
        if (!look(search, picture, &before.next, &candidate->body, err))
            return false;
        candidate->spread = search_spread(&before, &candidate->body, before.next.size_px);
    }
    return true;
}

static const struct network_habits *habits_of(const struct search *search)
{
    return pose_network_info(search->network)->habits;
}

float search_worth(const struct search *search, const struct candidate *candidate)
{
    const struct body *body = &candidate->body;
    if (habits_of(search)->by_agreement)
        return body->score * body->trunk;
    float confidence = 0;
    for (int i = 0; i < JOINT_COUNT; i++)
        confidence += body->joint[i].confidence / JOINT_COUNT;
    return body->score * body->trunk * confidence / (SPREAD_USUAL + candidate->spread);
}

bool search_found(const struct search *search, const struct candidate *candidate,
                  const struct image *picture)
{
    const struct network_habits *habits = habits_of(search);
    const struct body *body = &candidate->body;
    if (body->score < habits->find_score || body->trunk < habits->find_trunk ||
        !search_plausible(&body->next, picture))
        return false;
    return habits->by_agreement ? body->trunk >= trunk_wanted[candidate->agree]
                                : candidate->spread <= SPREAD_FOUND;
}

bool search_sure(const struct search *search, const struct candidate *candidate)
{
    return !habits_of(search)->by_agreement ||
           (candidate->body.trunk >= SURE_TRUNK && candidate->agree >= SURE_AGREE);
}

static bool search_turn(const struct search *search, const struct image *picture,
                        const struct roi *roi, struct candidate *candidate, struct error *err)
{
    *candidate = (struct candidate){.spread = 1};
    if (!look(search, picture, roi, &candidate->body, err))
        return false;
    return candidate->body.score < SCORE_HOPE ||
           look_again(search, picture, habits_of(search)->looks - 1, candidate, err);
}

/* The best of those tried, and how many of the others say the same. */
static void choose(const struct search *search, const struct candidate *tried, int count,
                   struct candidate *best)
{
    *best = tried[0];
    for (int i = 1; i < count; i++)
        if (search_worth(search, &tried[i]) > search_worth(search, best))
            *best = tried[i];
    int same = 0; /* itself among them */
    for (int i = 0; i < count; i++)
        same += tried[i].body.score >= habits_of(search)->find_score &&
                search_spread(&tried[i].body, &best->body, best->body.next.size_px) < SPREAD_AGREE;
    best->agree = same > 0 ? same - 1 : 0;
}

static bool search_turns(const struct search *search, const struct image *picture,
                         const struct roi *roi, const float *turn_rad, int expected,
                         struct candidate *best, struct error *err)
{
    struct candidate tried[TURN_COUNT];
    for (int i = 0; i < TURN_COUNT; i++) {
        struct roi turned = *roi;
        turned.turn_rad = roi_wrap_turn(roi->turn_rad + turn_rad[i]);
        if (!search_turn(search, picture, &turned, &tried[i], err))
            return false;
        choose(search, tried, i + 1, best);
        /* The turns that the posture expects come first, and end it when one of them is sure. */
        if (!habits_of(search)->by_agreement && i == expected - 1 &&
            search_worth(search, best) >= SURE)
            break;
    }
    return look_again(search, picture, habits_of(search)->last_looks, best, err);
}

bool search_from(const struct search *search, const struct image *picture, int start,
                 struct candidate *best, struct error *err)
{
    int order[TURN_COUNT];
    float turn_rad[TURN_COUNT];
    int expected = order_turns(search->hint, order);
    /* Ours knows bodies that fill most of a square, which in a wide picture a part of it fits
     * better. */
    bool part_first = habits_of(search)->by_agreement && start < 2 && search_starts(picture) > 1;
    struct roi roi = start_roi(part_first ? 1 - start : start, picture);
    for (int i = 0; i < TURN_COUNT; i++)
        turn_rad[i] = (float)order[i] * QUARTER_TURN;
    return search_turns(search, picture, &roi, turn_rad, expected, best, err);
}

bool search_around(const struct search *search, const struct image *picture, const struct roi *roi,
                   struct candidate *best, struct error *err)
{
    static const float near_rad[TURN_COUNT] = {0, 0.5f, -0.5f, QUARTER_TURN};
    return search_turns(search, picture, roi, near_rad, 1, best, err);
}
