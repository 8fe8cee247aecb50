package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content that the folder of a stream holds, former and refused content too, oldest first. Immutable. */
record Inventory(List<Item> items) {
    /**
     * One file.
     *
     * @param path the upload that it would be; null if it has a name that no upload has
     * @param refused whether it is among the refused ones
     * @param modified when the file was last written, by which a later change is noticed
     * @param at when it came: by its record, else when it was last written
     */
    record Item(Path file, @Nullable UploadPath path, boolean refused, long bytes, Instant modified, Instant at) {
        private Item cameAt(@Nullable Instant recorded) {
            return recorded == null ? this : new Item(file, path, refused, bytes, modified, recorded);
        }
    }

    /**
     * Looks at the folder; what goes meanwhile may be among it or not.
     *
     * @param recorded when the uploads came whose content is in these files
     */
    static Inventory of(StreamFolder folder, Map<Path, Instant> recorded) throws IOException {
        var items = new ArrayList<Item>();
        walk(folder.root(), false, items);
        if (Files.isDirectory(folder.refused())) {
            walk(folder.refused(), true, items);
        }
        items.replaceAll(item -> item.cameAt(recorded.get(item.file())));
        items.sort(Comparator.comparing(Item::at));
        return new Inventory(List.copyOf(items));
    }

    long bytes() {
        return items.stream().mapToLong(Item::bytes).sum();
    }

    private static void walk(Path root, boolean refused, List<Item> items) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean isOwn = !directory.equals(root) && isHidden(directory);
                return isOwn ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isContent(root, file)) {
                    var at = attributes.lastModifiedTime().toInstant();
                    items.add(new Item(file, path(root, file), refused, attributes.size(), at, at));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    /** What the stream keeps for itself is no content, nor are certificates, which go with theirs. */
    private static boolean isContent(Path root, Path file) {
        return !isHidden(file) && !file.toString().endsWith(".crt") && !file.equals(root.resolve("stream.json"));
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private static @Nullable UploadPath path(Path root, Path file) {
        var elements = new ArrayList<String>();
        root.relativize(file).forEach(element -> elements.add(element.toString()));
        try {
            return UploadPath.of(elements);
        } catch (UploadPath.BadPathException e) {
            return null;
        }
    }
}
