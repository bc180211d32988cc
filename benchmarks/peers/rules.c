// What C does with the rules of a step on batches of ten: 784-100 (rows filled up to 112), forward pass, δ as it comes, sums of δ · activation, and the rule on
// each sum while it is in a register. No sigmoids and no output layer: what takes the time of a large layer is here, and nothing else.
// Prints a line a rule: its name, samples a second, and their ratio to plain gradient descent's. Roots and divisions are exact (no -ffast-math).
//   gcc -O3 -march=native -fno-math-errno -o rules-single rules.c -lm
//   gcc -O3 -march=native -fno-math-errno -DDOUBLE -o rules-double rules.c -lm
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef DOUBLE
typedef double Number;
#define ROOT sqrt
#else
typedef float Number;
#define ROOT sqrtf
#endif
#ifdef __AVX512F__
enum { BYTES = 64 };
#else
enum { BYTES = 32 };
#endif
typedef Number Vector __attribute__((vector_size(BYTES)));
enum { INPUTS = 784, HIDDEN = 112, BATCH = 10, LANES = BYTES / sizeof(Number), VECTORS = HIDDEN / LANES, ROWS = 4, CALLS = 40, PIECES = 300 };

static Vector weights[INPUTS][VECTORS], first[INPUTS][VECTORS], second[INPUTS][VECTORS], sums[BATCH][VECTORS], deltas[BATCH][VECTORS];
static Number inputs[BATCH][INPUTS] __attribute__((aligned(64)));
static const Number rate = 0.001, pull = 1e-4, keep = 0.9, keepOfSquare = 0.999, tiny = 1e-8;

static inline Vector root(Vector x)
{
    Vector result;
    for (int k = 0; k < LANES; k++) result[k] = ROOT(x[k]);
    return result;
}

// A comparison gives −1 where it holds.
static inline Vector sign(Vector x) { return __builtin_convertvector((x < 0) - (x > 0), Vector); }

static void forward(void)
{
    for (int v = 0; v < VECTORS; v++)
    {
        Vector sum[BATCH] = {};
        for (int i = 0; i < INPUTS; i++)
            for (int b = 0; b < BATCH; b++) sum[b] += inputs[b][i] * weights[i][v];
        for (int b = 0; b < BATCH; b++) sums[b][v] = sum[b];
    }
    for (int b = 0; b < BATCH; b++)
        for (int v = 0; v < VECTORS; v++) deltas[b][v] = (Number)1e-3 * sums[b][v];
}

// `sum` is a weight's way downhill; w, m and s are the weight and what is remembered of it.
#define STEP(name, RULE)                                                                                       \
    static void name(void)                                                                                     \
    {                                                                                                          \
        forward();                                                                                             \
        for (int from = 0; from < INPUTS; from += ROWS)                                                        \
            for (int v = 0; v + 2 <= VECTORS; v += 2)                                                          \
            {                                                                                                  \
                Vector tile[ROWS][2] = {};                                                                     \
                for (int b = 0; b < BATCH; b++)                                                                \
                    for (int r = 0; r < ROWS; r++)                                                             \
                        for (int c = 0; c < 2; c++) tile[r][c] += inputs[b][from + r] * deltas[b][v + c];      \
                for (int r = 0; r < ROWS; r++)                                                                 \
                    for (int c = 0; c < 2; c++) APPLY(tile[r][c], from + r, v + c, RULE)                       \
            }                                                                                                  \
        for (int v = VECTORS / 2 * 2; v < VECTORS; v++)                                                        \
            for (int from = 0; from < INPUTS; from += ROWS)                                                    \
            {                                                                                                  \
                Vector tile[ROWS] = {};                                                                        \
                for (int b = 0; b < BATCH; b++)                                                                \
                    for (int r = 0; r < ROWS; r++) tile[r] += inputs[b][from + r] * deltas[b][v];              \
                for (int r = 0; r < ROWS; r++) APPLY(tile[r], from + r, v, RULE)                               \
            }                                                                                                  \
    }
#define APPLY(SUM, I, V, RULE) { Vector sum = SUM, w = weights[I][V]; Vector *m = &first[I][V], *s = &second[I][V]; (void)m; (void)s; RULE; weights[I][V] = w; }

STEP(plain, w += rate * sum)
STEP(l2, w += rate * (sum - pull * w))
STEP(l1, w += rate * (sum - pull * sign(w)))
STEP(momentum, { *m = keep * *m + sum; w += rate * *m; })
STEP(rmsprop, { *m = keep * *m + (1 - keep) * (sum * sum); w += rate * sum / (root(*m) + tiny); })
STEP(adam, { *m = keep * *m + (1 - keep) * sum; *s = keepOfSquare * *s + (1 - keepOfSquare) * (sum * sum); w += rate * *m / (root(*s) + tiny); })

static const struct { const char *name; void (*step)(void); } rules[] = {
    { "plain", plain }, { "L2", l2 }, { "L1", l1 }, { "momentum", momentum }, { "RMSProp", rmsprop }, { "Adam", adam },
};
enum { RULES = sizeof rules / sizeof rules[0] };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void begin(void)
{
    Number *w = (Number *)weights;
    for (int i = 0; i < INPUTS * HIDDEN; i++) w[i] = i % HIDDEN < 100 ? (rand() / (Number)RAND_MAX - (Number)0.5) / 28 : 0;
    memset(first, 0, sizeof first);
    memset(second, 0, sizeof second);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(void)
{
    static double seconds[RULES][PIECES];
    Number *x = (Number *)inputs;
    srand(1);
    for (int i = 0; i < BATCH * INPUTS; i++) x[i] = rand() / (Number)RAND_MAX;
    for (int piece = 0; piece < PIECES; piece++) // in turn: the machine may be shared
        for (int r = 0; r < RULES; r++)
        {
            begin();
            rules[r].step();
            double start = now();
            for (int call = 0; call < CALLS; call++) rules[r].step();
            seconds[r][piece] = now() - start;
        }
    double plainSpeed = 0;
    for (int r = 0; r < RULES; r++)
    {
        qsort(seconds[r], PIECES, sizeof(double), ascending);
        double sum = 0; // the tenth part that is fastest
        for (int i = 0; i < PIECES / 10; i++) sum += seconds[r][i];
        double speed = BATCH * CALLS * (PIECES / 10) / sum;
        if (r == 0) plainSpeed = speed;
        printf("%-10s %12.0f %6.2f\n", rules[r].name, speed, speed / plainSpeed);
    }
}
