/* Linked into the tests of a thread-sanitizer build only. Criterion shares an arena with the
 * processes it runs tests in, at an address it draws with rand_r() from a range that the thread
 * sanitizer mostly forbids, and then gives up. This rand_r() draws where both agree: 0x550000000000
 * and up (what a program may use under the sanitizer), below 0x555500000000 (where Linux loads it).
 * Nothing in Unguard calls rand_r(). */
#include <stdlib.h>

int rand_r(unsigned int *seed)
{
    const unsigned int first = 0x350000; /* in steps of 16 MiB from Criterion's 0x200000000000 */
    const unsigned int count = 0x1000;
    *seed = *seed * 1103515245u + 12345u;
    return (int)(first + (*seed >> 8) % count);
}
