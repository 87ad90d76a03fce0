/* What the tracker makes of a picture as a whole: why there is a pose, or why there is none. */
#ifndef UNGUARD_VISION_SIGHT_H
#define UNGUARD_VISION_SIGHT_H

enum sight {
    SIGHT_UNKNOWN, /* nothing was looked at yet */
    SIGHT_ONE,     /* one person, and the pose is theirs */
    SIGHT_NOBODY,  /* a picture without anybody that the network knows for a person */
    SIGHT_SEVERAL, /* somebody beside the person: another one, a mirror, a picture on the wall */
    SIGHT_UNSURE, /* a body that may be another one's: too far from where the person was, or another
                     size */
    SIGHT_BEHIND, /* one person with a pose, who turns the back where the exercise faces the camera
                   */
    SIGHT_DARK,   /* nobody found, and too little light to find them by */
    SIGHT_COVERED, /* no detail anywhere: a lid, a hand or a cloth is on the lens */
    SIGHT_COUNT
};

/* "several"; static. */
const char *sight_name(enum sight sight);

#endif
