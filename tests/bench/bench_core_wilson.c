#include "wilson.h"

#include <math.h>

struct wilson wilson_of(int hits, int count)
{
    const double z = 1.959964; /* of the normal distribution, two-sided 95 % */
    if (count <= 0)
        return (struct wilson){0, 0, 1};
    double n = count, p = hits / n;
    double middle = p + z * z / (2 * n);
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    double all = 1 + z * z / n;
    return (struct wilson){p, fmax(0, (middle - half) / all), fmin(1, (middle + half) / all)};
}
