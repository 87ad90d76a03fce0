/* What a signal really is: read off the simulated body in an ideal picture, square to the camera
 * and without noise, by formulas of its own. Shares nothing with the coach but the body and the
 * names of the signals, so that neither can hide the other's mistakes. */
#ifndef UNGUARD_GAUGE_H
#define UNGUARD_GAUGE_H

#include "movement/body.h"
#include "plan/exercise.h"

/* The body as the exercise's own view shows it when nothing is amiss. */
struct pose gauge_look(const struct body_shape *shape, const struct body_angles *angles,
                       enum posture posture, enum view view);

/* The same look, but the body has turned round: the right side is the near one, and all values are
 * as before. */
void gauge_turn(struct pose *look);

/* The value of a signal, in its unit: looks come from gauge_look; rest is the resting posture, for
 * kinds that are measured from there. False for a kind that this view or one moment can't show. */
bool gauge_read(const struct pose *look, const struct pose *rest, enum view view,
                struct signal signal, enum body_side active, double *value);

/* How near a wrist is to the hip and thigh of its side, in trunk lengths of the look; the nearer of
 * the two. */
double gauge_hand(const struct pose *look);

#endif
