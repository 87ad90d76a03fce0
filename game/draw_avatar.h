/* The instructor as a calm figure: rounded, clothed, near limbs before far ones; on a mat or a
 * chair where the posture needs one; and as a ghost at the target, with the path that leads there.
 */
#ifndef UNGUARD_DRAW_AVATAR_H
#define UNGUARD_DRAW_AVATAR_H

#include "draw.h"
#include "draw_path.h"
#include "instructor.h"

/* Where the instructor's picture lands on a canvas, and how. */
struct avatar_place {
    struct rect where; /* pixels; its shape is the instructor's aspect */
    bool mirrored;
    const struct palette *palette; /* borrowed */
};

/* What stands still: floor, mat, chair. */
void avatar_draw_ground(struct canvas *canvas, struct path *path,
                        const struct instructor *instructor, const struct avatar_place *place);

/* The figure, clothed and shaded; returns nothing that is not on the canvas. */
void avatar_draw(struct canvas *canvas, struct path *path, const struct instructor *instructor,
                 const struct instructor_figure *figure, const struct avatar_place *place);

/* Its silhouette, see-through with an edge: where the target is. */
void avatar_draw_ghost(struct canvas *canvas, struct path *path,
                       const struct instructor *instructor, const struct avatar_place *place);

/* The path of the limb that tells, with the target's band between two bars. person: where the
 * person is on it, a share of the way, shown as a ring that is filled within the band; NULL: not
 * shown. */
void avatar_draw_way(struct canvas *canvas, const struct instructor *instructor,
                     const float *person, const struct avatar_place *place);

/* The person before the camera, as the picture shows them. */
struct avatar_person {
    const struct pose *pose; /* borrowed */
    struct rect where;       /* the camera's picture, pixels */
    float aspect;            /* its width / height */
    bool mirrored, turned;   /* shown as a mirror does; the other way round than the instructor */
    float least;             /* confidence: a joint below it is not seen */
    float share;             /* of the way, as the coach reads the target's signal */
};

/* The same path and band through the person's own joint, over their picture. Where that joint isn't
 * seen, nothing. */
void avatar_draw_range(struct canvas *canvas, const struct instructor *instructor,
                       const struct avatar_person *person, const struct palette *palette);

#endif
