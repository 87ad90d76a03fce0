#include "vision/scout.h"

#include <math.h>

/* What is painted over: the person's box of joints and this much more, as a share of their square;
 * hair, hands and feet reach beyond joints. */
#define MARGIN 0.08f

/* A joint less sure than this doesn't say where the person ends. */
#define SURE_ENOUGH 0.15f

/* Somebody else is believed with more reluctance than the person: a chair that is taken for one
 * stops a session. Both looks must see a trunk this sure and differ by less than this. */
#define OTHER_SCORE  0.8f
#define OTHER_TRUNK  0.45f
#define OTHER_SPREAD 0.08f

/* And be between these shares of the person's size. */
#define OTHER_LEAST 0.3f
#define OTHER_MOST  2.5f

/* The second look comes at it from another angle: what is no body looks different then. */
#define SECOND_TURN 0.5f

/* Squares: six of the person's size along the picture's width, then the whole picture, its left and
 * its right half. */
enum { ALONG = 6, SQUARES = ALONG + 3 };

static struct body_box box_of(const struct body *own, const struct roi *own_roi)
{
    struct body_box box = {*own_roi, {INFINITY, INFINITY}, {-INFINITY, -INFINITY}};
    for (int i = 0; i < JOINT_COUNT; i++) {
        if (own->joint[i].confidence < SURE_ENOUGH)
            continue;
        struct point at = roi_to_crop(own_roi, (struct point){own->joint[i].x, own->joint[i].y});
        box.low = (struct point){fminf(box.low.x, at.x - MARGIN), fminf(box.low.y, at.y - MARGIN)};
        box.high =
            (struct point){fmaxf(box.high.x, at.x + MARGIN), fmaxf(box.high.y, at.y + MARGIN)};
    }
    return box;
}

static bool inside(const struct body_box *box, float x_px, float y_px)
{
    struct point at = roi_to_crop(&box->roi, (struct point){x_px, y_px});
    return at.x > box->low.x && at.x < box->high.x && at.y > box->low.y && at.y < box->high.y;
}

/* False where that square shows hardly anything but the person. */
static bool square_of(int index, const struct image *picture, const struct body_box *own,
                      struct roi *square)
{
    float width = (float)picture->width_px, height = (float)picture->height_px;
    *square = roi_whole(picture->width_px, picture->height_px, 0);
    if (index < ALONG) {
        square->size_px = fminf(own->roi.size_px, square->size_px);
        square->x_px = ((float)index + 0.5f) * width / ALONG;
        square->y_px = clamp_float(own->roi.y_px, 0.3f * height, 0.7f * height);
        return !inside(own, square->x_px, square->y_px);
    }
    if (index > ALONG) {
        square->size_px = fminf(width, height);
        square->x_px = index == ALONG + 1 ? square->size_px / 2 : width - square->size_px / 2;
    }
    return index == ALONG || width > height;
}

static float trunk_x(const struct body *body)
{
    return (body->joint[JOINT_LEFT_HIP].x + body->joint[JOINT_RIGHT_HIP].x +
            body->joint[JOINT_LEFT_SHOULDER].x + body->joint[JOINT_RIGHT_SHOULDER].x) /
           4;
}

static float trunk_y(const struct body *body)
{
    return (body->joint[JOINT_LEFT_HIP].y + body->joint[JOINT_RIGHT_HIP].y +
            body->joint[JOINT_LEFT_SHOULDER].y + body->joint[JOINT_RIGHT_SHOULDER].y) /
           4;
}

static bool believable(const struct body *body, const struct body_box *own,
                       const struct image *picture)
{
    static const enum joint corners[] = {JOINT_LEFT_HIP, JOINT_RIGHT_HIP, JOINT_LEFT_SHOULDER,
                                         JOINT_RIGHT_SHOULDER};
    for (size_t i = 0; i < ARRAY_LENGTH(corners); i++)
        if (!(body->joint[corners[i]].confidence > 0) ||
            inside(own, body->joint[corners[i]].x, body->joint[corners[i]].y))
            return false;
    float size = body->next.size_px / own->roi.size_px;
    return body->score >= OTHER_SCORE && body->trunk >= OTHER_TRUNK && size > OTHER_LEAST &&
           size < OTHER_MOST && search_plausible(&body->next, picture);
}

/* A first look, and where it is worth it a second one from another angle. */
static bool look_twice(struct scout *scout, struct pose_network *network,
                       const struct image *picture, const struct roi *roi,
                       const struct body_box *own, struct body *body, bool *seen, struct error *err)
{
    struct body first;
    *seen = false;
    scout->passes++;
    if (!pose_network_run_beside(network, picture, roi, own, &first, err))
        return false;
    if (first.score < OTHER_SCORE || first.trunk < OTHER_TRUNK / 2 ||
        !search_plausible(&first.next, picture))
        return true;
    struct roi aslant = first.next;
    aslant.turn_rad = roi_wrap_turn(aslant.turn_rad + SECOND_TURN);
    scout->passes++;
    if (!pose_network_run_beside(network, picture, &aslant, own, body, err))
        return false;
    *seen = believable(body, own, picture) &&
            search_spread(&first, body, aslant.size_px) < OTHER_SPREAD;
    return true;
}

static bool same_place(const struct scout *scout, const struct body *body)
{
    return scout->other.size_px > 0 &&
           hypotf(trunk_x(body) - scout->other.x_px, trunk_y(body) - scout->other.y_px) <
               scout->other.size_px / 2;
}

static void take(struct scout *scout, const struct body *body, int64_t t_us)
{
    scout->sightings = same_place(scout, body) ? scout->sightings + 1 : 1;
    if (scout->sightings > SCOUT_SURE)
        scout->sightings = SCOUT_SURE;
    scout->beside = scout->beside || scout->sightings >= SCOUT_SURE;
    scout->other = body->next;
    scout->trunk = body->trunk;
    scout->seen_us = t_us;
}

bool scout_step(struct scout *scout, struct pose_network *network, const struct image *picture,
                int64_t t_us, const struct body *own, const struct roi *own_roi, struct error *err)
{
    if (scout->looked_us > 0 &&
        t_us - scout->looked_us < pose_network_info(network)->habits->scout_us)
        return true;
    scout->looked_us = t_us > 0 ? t_us : 1;
    struct body_box box = box_of(own, own_roi);
    struct roi square = scout->other;
    for (int tries = 0; !(square.size_px > 0) && tries < SQUARES; tries++) {
        if (!square_of(scout->next, picture, &box, &square))
            square.size_px = 0;
        scout->next = (scout->next + 1) % SQUARES;
    }
    struct body body;
    bool seen = false;
    if (square.size_px > 0 &&
        !look_twice(scout, network, picture, &square, &box, &body, &seen, err))
        return false;
    if (seen)
        take(scout, &body, t_us);
    else if (scout->other.size_px > 0 && t_us - scout->seen_us > SCOUT_GONE_US)
        scout_reset(scout);
    return true;
}

void scout_reset(struct scout *scout)
{
    *scout =
        (struct scout){.passes = scout->passes, .looked_us = scout->looked_us, .next = scout->next};
}
