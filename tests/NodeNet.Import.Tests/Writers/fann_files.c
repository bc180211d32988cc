/* Writes Golden/fann_*.net with FANN, and beside each what FANN answers.
   Debian: apt-get install libfann-dev; then gcc fann_files.c -o fann_files -lfann -lm && ./fann_files ../Golden */
#include <fann.h>
#include <stdio.h>

/* FANN's default is stepwise, which approximates. */
static struct fann *exact(struct fann *net) {
    fann_set_activation_function_hidden(net, FANN_SIGMOID);
    fann_set_activation_function_output(net, FANN_SIGMOID);
    return net;
}

static void save(struct fann *net, const char *folder, const char *name) {
    char path[500];
    snprintf(path, sizeof path, "%s/fann_%s.net", folder, name);
    fann_save(net, path);
    struct fann *read = fann_create_from_file(path); /* answers with what the file holds */
    snprintf(path, sizeof path, "%s/fann_%s.json", folder, name);
    FILE *file = fopen(path, "w");
    fprintf(file, "{\"inputs\": [");
    for (int row = 0; row < 5; row++) fprintf(file, "%s[%.9g, %.9g]", row ? ", " : "", 0.3f * row - 0.7f, 0.5f - 0.2f * row);
    fprintf(file, "], \"answers\": [");
    for (int row = 0; row < 5; row++) {
        fann_type input[] = {0.3f * row - 0.7f, 0.5f - 0.2f * row};
        fann_type *output = fann_run(read, input);
        fprintf(file, "%s[%.9g, %.9g]", row ? ", " : "", output[0], output[1]);
    }
    fprintf(file, "]}");
    fclose(file);
    fann_destroy(read);
    fann_destroy(net);
}

int main(int argc, char **argv) {
    (void)argc;
    srand(5);
    struct fann *net = fann_create_standard(3, 2, 4, 2);
    fann_randomize_weights(net, -1, 1);
    save(net, argv[1], "stepwise");

    net = exact(fann_create_standard(3, 2, 4, 2));
    fann_randomize_weights(net, -1, 1);
    save(net, argv[1], "standard");

    net = fann_create_standard(4, 2, 4, 3, 2);
    fann_randomize_weights(net, -1, 1);
    fann_set_activation_function_layer(net, FANN_SIGMOID_SYMMETRIC, 1);
    fann_set_activation_steepness_layer(net, 0.25f, 1);
    fann_set_activation_function_layer(net, FANN_SIGMOID, 2);
    fann_set_activation_steepness(net, 1.0f, 2, 1);
    fann_set_activation_function_layer(net, FANN_LINEAR, 3);
    save(net, argv[1], "mixed");

    net = exact(fann_create_shortcut(4, 2, 3, 1, 2));
    fann_randomize_weights(net, -1, 1);
    save(net, argv[1], "shortcut");

    net = exact(fann_create_sparse(0.6f, 3, 2, 5, 2));
    fann_randomize_weights(net, -1, 1);
    save(net, argv[1], "sparse");

    net = fann_create_standard(3, 2, 4, 2);
    fann_set_activation_function_layer(net, FANN_ELLIOT, 1);
    save(net, argv[1], "refused");
    return 0;
}
