// glibc keeps mallopt(3) in a header that Swift does not import with the rest.
#include <malloc.h>
