/* Does a body look like the posture that an exercise begins in? One angle alone can't tell:
 * somebody standing has hips as straight as somebody lying. */
#ifndef UNGUARD_POSTURE_H
#define UNGUARD_POSTURE_H

#include "movement/features.h"

/* By the way the trunk points in the picture: upright, or lying; from the side also face up or face
 * down, once the facing is known. moves: on the way, when a trunk may lean further than at rest.
 * Before a camera at the feet nobody lies who stands on hanging legs. True where it can't be told:
 * a trunk that is not seen or points at the camera; at the feet, legs that are not seen. state is
 * that of the features of this pose. */
bool posture_fits(enum posture posture, enum view view, const struct pose *pose,
                  const struct feature_state *state, const struct feature_settings *settings,
                  bool moves);

#endif
