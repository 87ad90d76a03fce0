/* Which way a person faces who should face the camera. */
#ifndef UNGUARD_VISION_FACING_H
#define UNGUARD_VISION_FACING_H

#include "movement/pose.h"

/* Zero is one who hasn't been seen. */
struct facing {
    int64_t behind_us; /* how long the back has been seen by now; 0: it isn't */
    int64_t last_us;
};

#define FACING_SURE_US 1500000 /* a back seen for so long is one */

/* Takes the next pose; true once the person's back has been seen for a while. A side view says
 * neither and changes nothing. */
bool facing_back(struct facing *facing, const struct pose *pose);

#endif
