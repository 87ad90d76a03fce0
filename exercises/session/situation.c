#include "session/situation.h"

#include "session/gauge.h"

struct situation situation_of(const struct exercise *exercise, const struct body_shape *shape,
                              enum body_side side)
{
    struct situation c = {exercise, shape, side, .start = intent_angles(exercise, 0, side)};
    c.target = intent_angles(exercise, 1, side);
    c.rest = gauge_look(shape, &c.start, exercise->posture, exercise->view);
    return c;
}

double situation_size(double x)
{
    return x < 0 ? -x : x;
}

bool situation_is_angle(struct signal signal)
{
    return feature_info(signal.kind)->unit[0] == 'd';
}

struct pose situation_look(const struct situation *c, double share,
                           const struct body_angles *offset)
{
    struct body_angles at = angles_between(&c->start, &c->target, share, offset, 1);
    return gauge_look(c->shape, &at, c->exercise->posture, c->exercise->view);
}

double situation_value(const struct situation *c, struct signal signal, double share,
                       const struct body_angles *offset)
{
    struct pose look = situation_look(c, share, offset);
    double value = 0;
    gauge_read(&look, &c->rest, c->exercise->view, signal, c->side, &value);
    return value;
}

bool situation_reads(const struct situation *c, struct signal signal)
{
    double value;
    return gauge_read(&c->rest, &c->rest, c->exercise->view, signal, c->side, &value);
}

double situation_clean_value(const struct situation *c, struct signal signal, double share)
{
    const struct body_angles none = {0};
    return situation_value(c, signal, share, &none);
}

double situation_share(const struct situation *c, struct signal signal, double level, double least,
                       double most)
{
    double from = situation_clean_value(c, signal, least) - level;
    for (double share = least + 0.01; share <= most; share += 0.01) {
        double now = situation_clean_value(c, signal, share) - level;
        if ((from < 0) != (now < 0))
            return share - 0.01 * now / (now - from);
        from = now;
    }
    return -1;
}

double situation_reach(const struct situation *c)
{
    return situation_share(c, c->exercise->phase.signal, (double)c->exercise->phase.reach, 0, 1);
}

double situation_band(const struct situation *c)
{
    const struct target *target = &c->exercise->target;
    double from = situation_clean_value(c, target->signal, 0), to = (double)target->value;
    double edge = to >= from ? to - (double)target->tolerance : to + (double)target->tolerance;
    return situation_share(c, target->signal, edge, 0, 1);
}

void situation_tilt_pelvis(const struct situation *c, float by, struct body_angles *offset)
{
    offset->pelvic_obliquity += by;
    if (c->exercise->posture == POSTURE_STANDING && c->side == SIDE_LEFT)
        offset->hip_abduction[1] += by;
    if (c->exercise->posture == POSTURE_STANDING && c->side == SIDE_RIGHT)
        offset->hip_abduction[0] -= by;
}
