/* Angles and lengths in the picture plane. */
#ifndef UNGUARD_GEOMETRY_H
#define UNGUARD_GEOMETRY_H

struct point {
    float x, y; /* image heights, y down */
};

struct point point_middle(struct point a, struct point b);
float point_distance(struct point a, struct point b);
float point_distance_to_line(struct point at, struct point from,
                             struct point to); /* its ends too */

/* Signed angle in degrees from direction (a to b) to direction (c to d), -180..180, positive when
 * it turns clockwise in the picture (y down). 0 when a direction has no length. */
float angle_between(struct point a, struct point b, struct point c, struct point d);

/* Angle at b between a and c, 0..180 degrees; 180 = straight. */
float angle_at(struct point a, struct point b, struct point c);

#endif
